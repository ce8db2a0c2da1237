// xvfb
#include "opened_window.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QMenuBar>
#include <QStatusBar>
#include <QTimer>

using namespace windowtest;

/// The whole job in the whole window, on real images.
class MainWindowTest : public QObject {
    Q_OBJECT

private slots:
    void slimsByMouse();
    void slimsByKeyboard();
    void remembersWhatWasOpen();
    void speaksBothLanguages();
    void tellsWhatDoesNotExist();
    void staysResponsive();
};

void MainWindowTest::slimsByMouse()
{
    const Scratch scratch;
    const auto chain = testsupport::makeSmallChain(scratch / "");
    const auto before = filesOf(scratch / "");
    Opened opened(scratch / "");
    QVERIFY(opened.opened(chain.second));
    QVERIFY(opened.planned(Kind::StandardSlim));

    SavingCard& card = *opened.savings().findChildren<SavingCard*>().at(0);
    QPushButton* run = button(card, "Run standard");
    QVERIFY(run && run->isEnabled());
    const auto plan = opened.savings().desk().result(Kind::StandardSlim);
    QTest::mouseClick(run, Qt::LeftButton);
    auto* confirm = opened.shown<ConfirmDialog>();
    QVERIFY(confirm);
    QVERIFY(confirmByMouse(*confirm));

    auto* receipt = opened.shown<ReceiptDialog>();
    QVERIFY(receipt);
    QCOMPARE(fs::file_size(chain.second), plan->slim()->image.fileLength);
    QVERIFY(fs::exists(chain.second.string() + ".before-slim"));
    testsupport::runChecked({"qemu-img", "check", "-q", chain.second.string()});

    QPushButton* restore = button(*receipt, "Restore originals");
    QVERIFY(restore && restore->isEnabled());
    QTest::mouseClick(restore, Qt::LeftButton);
    QPushButton* sure = buttonOfQuestion(*receipt, "Restore originals");
    QVERIFY(sure);
    QTest::mouseClick(sure, Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return filesOf(scratch / "") == before; }, patience));
}

void MainWindowTest::slimsByKeyboard()
{
    const Scratch scratch;
    const auto chain = testsupport::makeSmallChain(scratch / "");
    const auto before = filesOf(scratch / "");
    Opened opened(scratch / "");
    QVERIFY(opened.opened(chain.second));
    QVERIFY(opened.planned(Kind::DeepSlim));
    QTest::keyClick(&opened.window, Qt::Key_2, Qt::ControlModifier);
    auto* confirm = opened.shown<ConfirmDialog>();
    QVERIFY(confirm);
    QVERIFY(QTest::qWaitForWindowActive(confirm));
    QPushButton* go = button(*confirm, "Run");
    QVERIFY(go);
    for (QCheckBox* box : confirm->findChildren<QCheckBox*>()) {
        if (!box->isVisible())
            continue;
        box->setFocus(Qt::TabFocusReason);
        QTest::keyClick(box, Qt::Key_Space);
    }
    QVERIFY(go->isEnabled());
    go->setFocus(Qt::TabFocusReason);
    QTest::keyClick(go, Qt::Key_Space);
    auto* receipt = opened.shown<ReceiptDialog>();
    QVERIFY(receipt);
    testsupport::runChecked({"qemu-img", "check", "-q", chain.second.string()});
    QVERIFY(testsupport::runChecked({"qemu-img", "info", chain.second.string()}).find("backing file") ==
            std::string::npos);
    QPushButton* restore = button(*receipt, "Restore originals");
    QVERIFY(restore && restore->isEnabled());
    restore->setFocus(Qt::TabFocusReason);
    QTest::keyClick(restore, Qt::Key_Space);
    QPushButton* sure = buttonOfQuestion(*receipt, "Restore originals");
    QVERIFY(sure);
    sure->setFocus(Qt::TabFocusReason);
    QTest::keyClick(sure, Qt::Key_Space);
    QVERIFY(QTest::qWaitFor([&] { return filesOf(scratch / "") == before; }, patience));
    QTest::keyClick(receipt, Qt::Key_Escape);
    QVERIFY(QTest::qWaitFor([&] { return !opened.window.findChild<ReceiptDialog*>(); }, patience));
}

void MainWindowTest::remembersWhatWasOpen()
{
    const Scratch scratch;
    const auto chain = testsupport::makeSmallChain(scratch / "");
    {
        Opened opened(scratch / "");
        opened.window.openPaths({QString::fromStdString(chain.second.parent_path().string())});
        QVERIFY(opened.opened(chain.second));
        opened.window.close();
    }
    Opened again(scratch / "");
    again.window.restoreSession();
    QVERIFY(QTest::qWaitFor([&] { return again.window.session().analysis() != nullptr; }, patience));
    QCOMPARE(again.window.session().path(), chain.second);
    QVERIFY(!again.window.findChild<LibraryView*>()->folders().isEmpty());
    QCOMPARE(again.settings.recent().value(0), QString::fromStdString(chain.second.string()));
}

void MainWindowTest::speaksBothLanguages()
{
    const Scratch scratch;
    const auto chain = testsupport::makeSmallChain(scratch / "");
    Opened opened(scratch / "");
    QVERIFY(opened.opened(chain.second));
    const auto texts = [&] {
        QStringList all;
        for (const QAction* menu : opened.window.menuBar()->actions())
            all += menu->text();
        for (const QPushButton* one : opened.window.findChildren<QPushButton*>())
            all += one->text();
        for (const QLabel* label : opened.window.findChildren<QLabel*>())
            all += label->text();
        return all;
    };
    const QStringList english = texts();
    opened.appearance.setLanguage("zh_CN");
    QCoreApplication::processEvents();
    const QString chinese = texts().join(' ');
    QCOMPARE(opened.window.menuBar()->actions().first()->text(), QString("文件(&F)"));
    for (const char* word : {"瘦身", "模板"})
        QVERIFY2(chinese.contains(word), word);
    opened.appearance.setLanguage("en");
    QCoreApplication::processEvents();
    QCOMPARE(opened.window.menuBar()->actions().first()->text(), QString("&File"));
    QCOMPARE(texts().filter("Run standard").size(), english.filter("Run standard").size());
}

void MainWindowTest::tellsWhatDoesNotExist()
{
    const Scratch scratch;
    Opened opened(scratch / "");
    opened.window.openPaths({QString::fromStdString((scratch / "no such image").string())});
    QVERIFY(!opened.window.session().analysis());
    QVERIFY(opened.window.findChild<QStatusBar*>()->currentMessage().contains("no such image"));
}

/// The event loop turns at least every 50 ms while a template is opened and planned; the worst turn is told, and only
/// one that is far off fails: these machines are noisy.
void MainWindowTest::staysResponsive()
{
    const Scratch scratch;
    const auto chain = testsupport::makeSmallChain(scratch / "");
    Opened opened(scratch / "");
    QTest::qWait(500);
    qint64 worst = 0;
    QElapsedTimer last;
    QTimer beat;
    last.start();
    connect(&beat, &QTimer::timeout, this, [&] { worst = std::max(worst, last.restart()); });
    beat.start(5);
    QVERIFY(opened.opened(chain.second));
    QVERIFY(opened.planned(Kind::DeepSlim));
    qInfo() << "longest turn of the event loop:" << worst << "ms";
    QVERIFY(worst < 2000);
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
