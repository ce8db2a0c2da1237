// xvfb
#include "run_dialogs_fixture.h"
#include "widgets/run/originals_desk.h"

using namespace runtest;

/// Originals of runs that nobody remembers but their receipts, or nobody at all.
class OriginalsDeskTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void restoresByReceipt();
    void deletesByReceipt();
    void restoresByName();
    void refusesWhatIsNeeded();
    void saysWhyNothingWasChanged();

private:
    fs::path file(const char* name) const { return *folder_ / name; }
    void forgetReceipts() const { fs::remove_all(fs::path(std::getenv("XDG_STATE_HOME")) / "lamella"); }
    /// The dialog that is open then.
    ListDialog& dialog() const
    {
        ListDialog* found = nullptr;
        if (!QTest::qWaitFor([&] { return (found = openWindow<ListDialog>()) != nullptr; }, 10000))
            throw std::runtime_error("no dialog");
        return *found;
    }
    void accept(const char* text) const
    {
        ListDialog& question = dialog();
        click(button(question, text));
        QVERIFY(QTest::qWaitFor([&] { return openWindow<ListDialog>() != &question; }));
    }

    std::optional<Scratch> folder_;
    std::map<std::string, std::string> before_;
};

void OriginalsDeskTest::initTestCase()
{
    QApplication::setStyle("Fusion");
}

void OriginalsDeskTest::init()
{
    forgetReceipts();
    folder_.emplace();
    makeSmallChain(folder_->path());
    before_ = listing(folder_->path());
    // The window leaves a receipt as the command line does.
    JobQueue queue;
    finished(queue, standardSlim(file("top.qcow2")));
}

void OriginalsDeskTest::restoresByReceipt()
{
    Session session;
    QWidget window;
    OriginalsDesk desk(session, &window);
    QSignalSpy changed(&desk, &OriginalsDesk::filesChanged);
    desk.askToRestore(file("top.qcow2.before-slim"));
    const QString asked = said(dialog());
    QVERIFY2(asked.contains("Comes back: ") && asked.contains("diff.qcow2"), qPrintable(asked));
    shoot(dialog(), "originals-restore");
    accept("Restore originals");
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(listing(folder_->path()), before_);
    accept("Close");
}

void OriginalsDeskTest::deletesByReceipt()
{
    Session session;
    QWidget window;
    OriginalsDesk desk(session, &window);
    QSignalSpy changed(&desk, &OriginalsDesk::filesChanged);
    desk.askToDelete(file("top.qcow2.before-slim"));
    QVERIFY2(said(dialog()).contains("cannot be undone"), qPrintable(said(dialog())));
    accept("Delete originals");
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(listing(folder_->path()).size(), std::size_t{2});
    QVERIFY2(said(dialog()).contains("are free"), qPrintable(said(dialog())));
    accept("Close");
}

void OriginalsDeskTest::restoresByName()
{
    forgetReceipts();
    const std::string result = readFile(file("top.qcow2"));
    Session session;
    QWidget window;
    OriginalsDesk desk(session, &window);
    QSignalSpy changed(&desk, &OriginalsDesk::filesChanged);
    for (const char* kept : {"diff.qcow2.before-slim", "top.qcow2.before-slim"}) {
        desk.askToRestore(file(kept));
        QVERIFY2(said(dialog()).contains("No receipt"), qPrintable(said(dialog())));
        accept("Restore originals");
        accept("Close");
    }
    QCOMPARE(changed.size(), 2);
    before_["top.qcow2.before-slim"] = result;
    QCOMPARE(listing(folder_->path()), before_);
}

void OriginalsDeskTest::refusesWhatIsNeeded()
{
    runChecked(
        {"qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "top.qcow2", file("clone.qcow2").string()});
    const auto now = listing(folder_->path());
    Session session;
    QWidget window;
    OriginalsDesk desk(session, &window);
    desk.askToRestore(file("top.qcow2.before-slim"));
    const QString refused = said(dialog());
    QVERIFY2(refused.contains("would lose their base") && refused.contains("clone.qcow2"), qPrintable(refused));
    accept("Close");
    QCOMPARE(listing(folder_->path()), now);
}

void OriginalsDeskTest::saysWhyNothingWasChanged()
{
    runChecked({"qemu-io", "-c", "write -q 0 4k", file("top.qcow2").string()});
    const auto now = listing(folder_->path());
    Session session;
    QWidget window;
    OriginalsDesk desk(session, &window);
    desk.askToRestore(file("top.qcow2.before-slim"));
    accept("Restore originals");
    const QString failed = said(dialog());
    QVERIFY2(failed.contains("Nothing was changed.") && failed.contains("top.qcow2"), qPrintable(failed));
    accept("Close");
    QCOMPARE(listing(folder_->path()), now);
}

QTEST_MAIN(OriginalsDeskTest)
#include "originals_desk_test.moc"
