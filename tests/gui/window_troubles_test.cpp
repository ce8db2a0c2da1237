// xvfb
#include "opened_window.h"

#include "widgets/run/job_bar.h"
#include "widgets/run/job_words.h"

#include <QLabel>
#include <QProcess>
#include <QSignalSpy>

using namespace windowtest;

namespace {

/// A machine that has the image open for writing, while the object lives.
class Machine {
public:
    explicit Machine(const fs::path& image)
    {
        process_.start("qemu-io", {"-f", "qcow2", QString::fromStdString(image.string())});
        process_.write("length\n");
        if (!process_.waitForStarted() || !process_.waitForReadyRead())
            throw std::runtime_error("qemu-io does not open the image");
    }
    ~Machine()
    {
        process_.write("quit\n");
        process_.waitForFinished();
    }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

private:
    QProcess process_;
};

QString textsOf(const QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        texts += label->text() + label->accessibleDescription();
    return texts.join(' ');
}

}  // namespace

/// What happens to files behind the window's back.
class WindowTroublesTest : public QObject {
    Q_OBJECT

private slots:
    void machineStartsBeforeTheRun();
    void folderVanishesAndComesBack();
    void openFolderVanishes();
};

void WindowTroublesTest::machineStartsBeforeTheRun()
{
    const Scratch scratch;
    const auto chain = testsupport::makeSmallChain(scratch / "");
    const auto before = filesOf(scratch / "");
    Opened opened(scratch / "");
    QVERIFY(opened.opened(chain.second));
    QVERIFY(opened.planned(Kind::StandardSlim));
    opened.savings().run(Kind::StandardSlim);
    auto* confirm = opened.shown<ConfirmDialog>();
    QVERIFY(confirm);
    QSignalSpy finished(&opened.window.jobs(), &JobQueue::jobFinished);
    {
        const Machine machine(chain.second);
        QVERIFY(confirmByMouse(*confirm));
        QVERIFY(QTest::qWaitFor([&] { return finished.size() == 1; }, patience));
        const Job& job = opened.window.jobs().jobs().back();
        QVERIFY2(job.state == JobState::Blocked || job.state == JobState::Failed, qPrintable(stateText(job.state)));
        QVERIFY2(whyText(job.outcome).contains("open for writing"), qPrintable(whyText(job.outcome)));
        const auto* bar = opened.window.findChild<JobBar*>();
        QVERIFY2(textsOf(*bar).contains("open for writing"), qPrintable(textsOf(*bar)));
        QVERIFY(!opened.window.findChild<ReceiptDialog*>());
    }
    QVERIFY(filesOf(scratch / "") == before);
    // As soon as it is shut down, the same button does it.
    QVERIFY(QTest::qWaitFor([&] { return !opened.window.findChild<ConfirmDialog*>(); }, patience));
    QTest::keyClick(&opened.window, Qt::Key_F5);
    QPushButton* run = button(*opened.savings().findChildren<SavingCard*>().at(0), "Run standard");
    QVERIFY(QTest::qWaitFor([&] { return run->isEnabled() && !opened.window.session().reading(); }, patience));
    QVERIFY(opened.planned(Kind::StandardSlim));
    QTest::mouseClick(run, Qt::LeftButton);
    confirm = opened.shown<ConfirmDialog>();
    QVERIFY(confirm && confirmByMouse(*confirm));
    QVERIFY(opened.shown<ReceiptDialog>());
}

void WindowTroublesTest::folderVanishesAndComesBack()
{
    const Scratch scratch;
    fs::create_directories(scratch / "templates");
    const auto chain = testsupport::makeSmallChain(scratch / "templates");
    Opened opened(scratch / "");
    opened.window.openPaths({QString::fromStdString((scratch / "templates").string())});
    auto& library = *opened.window.findChild<LibraryView*>();
    const auto rows = [&] { return library.model().all().size(); };
    QVERIFY(QTest::qWaitFor([&] { return rows() == 3 && !library.busy(); }, patience));
    fs::rename(scratch / "templates", scratch / "elsewhere");
    QVERIFY(QTest::qWaitFor([&] { return rows() == 0 && !library.busy(); }, patience));
    QVERIFY(QTest::qWaitFor([&] { return textsOf(library).contains("Not found"); }, patience));
    fs::rename(scratch / "elsewhere", scratch / "templates");
    QVERIFY(QTest::qWaitFor([&] { return rows() == 3; }, patience));
}

void WindowTroublesTest::openFolderVanishes()
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
    QVERIFY(
        QTest::qWaitFor([&] { return textsOf(*opened.window.findChild<MapView*>()).contains("Not found"); }, patience));
}

QTEST_MAIN(WindowTroublesTest)
#include "window_troubles_test.moc"
