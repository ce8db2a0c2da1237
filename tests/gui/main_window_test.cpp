// xvfb
#include "widgets/window/main_window.h"

#include "support/guest_tree.h"
#include "support/process.h"
#include "support/scratch.h"
#include "support/small_template.h"
#include "widgets/library/library_view.h"
#include "widgets/map/map_view.h"
#include "widgets/run/confirm_dialog.h"
#include "widgets/run/receipt_view.h"
#include "widgets/savings/saving_card.h"
#include "widgets/savings/savings_view.h"

#include <QAction>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QStatusBar>
#include <QTest>
#include <QTimer>

using namespace widgets;
using testsupport::Scratch;
namespace fs = std::filesystem;
using Kind = JobRequest::Kind;

namespace {

constexpr int patience = 60000;  ///< ms

/// A window with settings of its own and one template.
struct Opened {
    explicit Opened(const fs::path& folder)
        : settings(QString::fromStdString((folder / "settings.ini").string())), window(settings, appearance)
    {
        window.show();
        window.activateWindow();
    }
    bool opened(const fs::path& image)
    {
        window.openPaths({QString::fromStdString(image.string())});
        return QTest::qWaitFor(
            [&] {
                const auto analysis = window.session().analysis();
                return analysis && analysis->has(ChainAnalysis::Stage::Files) && !window.session().reading();
            },
            patience);
    }
    SavingsView& savings() { return *window.findChild<SavingsView*>(); }
    bool planned(Kind kind)
    {
        return QTest::qWaitFor(
            [&] {
                const auto result = savings().desk().result(kind);
                return result && result->exact() && !savings().desk().running(kind);
            },
            patience);
    }
    /// The dialog of that type that is shown; null where none comes.
    template <class Dialog>
    Dialog* shown()
    {
        Dialog* dialog = nullptr;
        const bool came = QTest::qWaitFor(
            [&] {
                dialog = window.findChild<Dialog*>();
                return dialog && dialog->isVisible();
            },
            patience);
        return came ? dialog : nullptr;
    }

    Settings settings;
    Appearance appearance;
    MainWindow window;
};

QPushButton* button(const QWidget& parent, const QString& text)
{
    for (QPushButton* one : parent.findChildren<QPushButton*>()) {
        if (QString(one->text()).remove('&') == text && one->isVisible())
            return one;
    }
    return nullptr;
}

/// Names -> content of a folder, without the settings; nothing while a job changes them.
std::map<std::string, std::string> filesOf(const fs::path& folder)
{
    try {
        auto files = testsupport::hashTree(folder);
        std::erase_if(files, [](const auto& file) { return file.first.find("settings") != std::string::npos; });
        return files;
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace

/// The whole job in the whole window, on real images.
class MainWindowTest : public QObject {
    Q_OBJECT

private slots:
    void slimsByMouse();
    void slimsByKeyboard();
    void remembersWhatWasOpen();
    void speaksBothLanguages();
    void tellsWhatDoesNotExist();
    void folderThatVanishes();
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
    for (QCheckBox* box : confirm->findChildren<QCheckBox*>()) {
        if (box->isVisible())
            QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
    }
    QPushButton* go = button(*confirm, "Run");
    QVERIFY(go && go->isEnabled());
    QTest::mouseClick(go, Qt::LeftButton);

    auto* receipt = opened.shown<ReceiptDialog>();
    QVERIFY(receipt);
    QCOMPARE(fs::file_size(chain.second), plan->slim()->image.fileLength);
    QVERIFY(fs::exists(chain.second.string() + ".before-slim"));
    testsupport::runChecked({"qemu-img", "check", "-q", chain.second.string()});

    QPushButton* restore = button(*receipt, "Restore originals");
    QVERIFY(restore && restore->isEnabled());
    QTest::mouseClick(restore, Qt::LeftButton);
    QPushButton* sure = nullptr;
    QVERIFY(QTest::qWaitFor(
        [&] {
            for (QDialog* dialog : receipt->findChildren<QDialog*>()) {
                if (dialog->isVisible() && !sure)
                    sure = button(*dialog, "Restore originals");
            }
            return sure != nullptr;
        },
        patience));
    QTest::mouseClick(sure, Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return filesOf(scratch / "") == before; }, patience));
}

void MainWindowTest::slimsByKeyboard()
{
    const Scratch scratch;
    const auto chain = testsupport::makeSmallChain(scratch / "");
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

void MainWindowTest::folderThatVanishes()
{
    const Scratch scratch;
    fs::create_directories(scratch / "chain");
    const auto chain = testsupport::makeSmallChain(scratch / "chain");
    Opened opened(scratch / "");
    QVERIFY(opened.opened(chain.second));
    fs::remove_all(scratch / "chain");
    QTest::keyClick(&opened.window, Qt::Key_F5);
    QVERIFY(QTest::qWaitFor(
        [&] {
            const auto analysis = opened.window.session().analysis();
            return analysis && !analysis->chain.complete();
        },
        patience));
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
