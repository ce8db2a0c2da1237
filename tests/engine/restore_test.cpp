#include "storage/image_lock.h"
#include "support/fault_runs.h"
#include "support/qemu.h"
#include "support/scratch.h"
#include "work/recover.h"
#include "work/restore.h"

#include <QTest>

#include <csignal>
#include <functional>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;

namespace {

using Listing = std::map<std::string, std::string>;

/// `a` has a new content, `b` is not needed any more, `c` is new, `two/d` is in another folder.
struct Exchanged {
    explicit Exchanged(const Scratch& scratch) : folder(scratch.path())
    {
        fs::create_directory(folder / "two");
        for (const char* name : {"a", "b", "two/d"})
            writeFile(folder / name, std::string("old ") + name);
        before = listing(folder);
        Exchange exchange;
        exchange.replace(resultFor("a"), statusOf(folder / "a"));
        exchange.replace(resultFor("two/d"), statusOf(folder / "two/d"));
        exchange.retire(FilePlace::toWrite(folder / "b"), statusOf(folder / "b"));
        exchange.place(resultFor("c"), FileAttributes::of(File::open(folder / "b")));
        const ExchangeResult done = exchange.publish();
        receipt.originals = done.originals;
        receipt.results = done.results;
        after = listing(folder);
    }
    TemporaryFile resultFor(const std::string& name) const
    {
        TemporaryFile result = TemporaryFile::beside(folder / name);
        const std::string text = "new " + name;
        result.file().write(0, std::as_bytes(std::span(text)));
        return result;
    }
    Restored restore() const
    {
        Progress progress;
        return restoreOriginals(receipt, progress, {});
    }
    ReturnedSpace removeOriginals() const
    {
        Progress progress;
        return deleteOriginals(receipt, progress, {});
    }

    fs::path folder;
    Receipt receipt;
    Listing before;
    Listing after;
};

std::string codeOf(const std::function<void()>& call)
{
    try {
        call();
        return {};
    } catch (const Error& error) {
        return std::string(error.code());
    }
}

void require(bool condition, const char* what)
{
    if (!condition)
        throw std::runtime_error(what);
}

}  // namespace

class RestoreTest : public QObject {
    Q_OBJECT

private slots:
    void bringsEverythingBack();
    void refuses_data();
    void refuses();
    void leavesWhatSomebodyUses();
    void leavesABaseThatAnOverlayNeeds();
    void allOrNothing_data();
    void allOrNothing();
    void deletesOnlyTheOriginals();
};

void RestoreTest::bringsEverythingBack()
{
    const Scratch scratch;
    const Exchanged exchanged(scratch);
    QVERIFY(exchanged.after != exchanged.before);
    const Restored restored = exchanged.restore();
    QCOMPARE(listing(scratch.path()), exchanged.before);
    QCOMPARE(restored.originals.size(), std::size_t{3});
    QCOMPARE(restored.removed.size(), std::size_t{3});
    QVERIFY(restored.cautions.empty());
    QCOMPARE(codeOf([&] { exchanged.restore(); }), std::string("file.status"));
    QCOMPARE(listing(scratch.path()), exchanged.before);
}

void RestoreTest::refuses_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("restoring");
    QTest::addColumn<QString>("deleting");
    const auto row = [](const char* change, const char* restoring, const char* deleting) {
        QTest::newRow(change) << change << restoring << deleting;
    };
    row("result written", "restore.changed", "");
    row("original written", "restore.changed", "restore.changed");
    row("original exchanged", "restore.changed", "restore.changed");
    row("result gone", "file.status", "restore.resultMissing");
    row("result exchanged", "restore.changed", "restore.resultMissing");
    row("name taken", "target.exists", "");
    row("other name", "journal.invalid", "restore.changed");
    row("nothing kept", "restore.noOriginals", "restore.noOriginals");
}

void RestoreTest::refuses()
{
    QFETCH(const QString, change);
    QFETCH(const QString, restoring);
    QFETCH(const QString, deleting);
    const Scratch scratch;
    Exchanged exchanged(scratch);
    if (change == "result written")
        writeAt(scratch / "a", 0, "written by a machine");
    else if (change == "original written")
        writeAt(scratch / "a.before-slim", 0, "written by somebody");
    else if (change == "original exchanged")
        runChecked(
            {"cp", "--remove-destination", "-p", (scratch / "a").string(), (scratch / "a.before-slim").string()});
    else if (change == "result gone")
        fs::remove(scratch / "c");
    else if (change == "result exchanged")
        runChecked(
            {"cp", "--remove-destination", "-p", (scratch / "b.before-slim").string(), (scratch / "c").string()});
    else if (change == "name taken")
        writeFile(scratch / "b", "somebody's");
    else if (change == "nothing kept")
        exchanged.receipt.originals.clear();
    else {
        // A receipt that speaks of somebody else's file.
        writeFile(scratch / "precious", "precious");
        exchanged.receipt.originals.front().keptAs = scratch / "precious";
        exchanged.receipt.originals.front().status = statusOf(scratch / "precious");
    }
    const Listing now = listing(scratch.path());
    QCOMPARE(QString::fromStdString(codeOf([&] { exchanged.restore(); })), restoring);
    QCOMPARE(listing(scratch.path()), now);
    QCOMPARE(QString::fromStdString(codeOf([&] { exchanged.removeOriginals(); })), deleting);
    if (!deleting.isEmpty())
        QCOMPARE(listing(scratch.path()), now);
}

void RestoreTest::leavesWhatSomebodyUses()
{
    const Scratch scratch;
    const Exchanged exchanged(scratch);
    for (const char* name : {"a", "c", "two/d.before-slim"}) {
        const File machine = File::open(scratch / name, File::Access::ReadWrite);
        const ImageLock lock(machine, LockPermission::ConsistentRead, LockPermission::None);
        QCOMPARE(codeOf([&] { exchanged.restore(); }), std::string("image.inUse"));
        if (std::string_view(name).ends_with("slim"))
            QCOMPARE(codeOf([&] { exchanged.removeOriginals(); }), std::string("image.inUse"));
        QCOMPARE(listing(scratch.path()), exchanged.after);
    }
    exchanged.restore();
    QCOMPARE(listing(scratch.path()), exchanged.before);
}

void RestoreTest::leavesABaseThatAnOverlayNeeds()
{
    const Scratch scratch;
    createQcow2(QString::fromStdString(scratch / "old"), "1M");
    Exchange exchange;
    exchange.replace(TemporaryFile::beside(scratch / "old"), statusOf(scratch / "old"));
    const ExchangeResult done = exchange.publish();
    createQcow2(QString::fromStdString(scratch / "new"), "1M");
    Receipt receipt;
    receipt.originals = done.originals;
    receipt.results = {{scratch / "new", statusOf(scratch / "new")}};
    createQcow2(QString::fromStdString(scratch / "overlay"), "1M", "backing_file=new,backing_fmt=qcow2");
    fs::remove(scratch / "old");
    Progress progress;
    QCOMPARE(codeOf([&] { restoreOriginals(receipt, progress, {}); }), std::string("restore.overlay"));
    fs::remove(scratch / "overlay");
    restoreOriginals(receipt, progress, {});
    QVERIFY(fs::exists(scratch / "old") && !fs::exists(scratch / "new"));
}

void RestoreTest::allOrNothing_data()
{
    QTest::addColumn<QString>("unsupported");
    for (const char* action : {"killBefore", "killAfter", "EIO", "EROFS"})
        QTest::newRow(action) << "";
    QTest::newRow("killAfter by hard links") << "noreplace";
}

void RestoreTest::allOrNothing()
{
    const std::string action = QString(QTest::currentDataTag()).section(' ', 0, 0).toStdString();
    QFETCH(const QString, unsupported);
    const bool killed = action.starts_with("kill");
    const Scratch scratch;
    const Listing before{{"diff", "diff"}, {"top", "top"}};
    const auto made = [](const char* name) {
        std::string content = std::string("new ") + name;
        content.resize(100000);
        return content;
    };
    const Listing after{
        {"base", made("base")}, {"diff.before-slim", "diff"}, {"top", made("top")}, {"top.before-slim", "top"}};
    FaultRuns runs{{LAMELLA_EXCHANGE_DRIVER, "new:" + (scratch / "base").string(),
                    "replace:" + (scratch / "top").string(), "retire:" + (scratch / "diff").string(), "back"},
                   scratch.path(),
                   [&] {
                       writeFile(scratch / "diff", "diff");
                       writeFile(scratch / "top", "top");
                   }};
    unsigned forward = 0;
    runs.recover = [&] {
        for (const RecoverAction& done : recover(scratch.path(), {}, {}))
            require(!done.left, "recover has left something");
    };
    runs.judge = [&](const Finished& ended, const std::string& struck) {
        const Listing now = listing(scratch.path());
        require(now == before || now == after, "neither the old nor the new files");
        require(ended.exitCode != 0 || now == before, "success without the old files");
        require(!killed || ended.signal == SIGKILL || struck.empty(), "ended in another way");
        forward += now == after ? 1 : 0;
    };
    runs.unsupported = unsupported.toStdString();
    const std::uint64_t struck = runWithFaults(runs, LAMELLA_FAULTS, action);
    QVERIFY2(struck > 45, qPrintable(QString::number(struck)));
    QVERIFY(forward > 5);
    qInfo() << struck << "operations struck," << forward << "times the new files";
}

void RestoreTest::deletesOnlyTheOriginals()
{
    const Scratch scratch;
    const Exchanged exchanged(scratch);
    writeFile(scratch / "other.before-slim", "of another run");
    const ReturnedSpace freed = exchanged.removeOriginals();
    QCOMPARE(freed.bytes, std::uint64_t{3 * 4096});
    Listing expected = exchanged.after;
    std::erase_if(expected, [](const auto& file) { return file.first.ends_with(".before-slim"); });
    expected["other.before-slim"] = "of another run";
    QCOMPARE(listing(scratch.path()), expected);
    QCOMPARE(codeOf([&] { exchanged.restore(); }), std::string("file.status"));
}

QTEST_GUILESS_MAIN(RestoreTest)
#include "restore_test.moc"
