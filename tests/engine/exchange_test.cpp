#include "bytes/error.h"
#include "support/attributes.h"
#include "support/fault_runs.h"
#include "support/guest_tree.h"
#include "support/scratch.h"
#include "work/exchange.h"
#include "work/recover.h"

#include <QTest>

#include <csignal>
#include <fstream>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;

namespace {

using Listing = std::map<std::string, std::string>;

TemporaryFile resultFor(const fs::path& path, const std::string& text = "new")
{
    TemporaryFile result = TemporaryFile::beside(path);
    result.file().write(0, std::as_bytes(std::span(text)));
    return result;
}

/// The code of the error that it ends with.
std::string codeOf(Exchange exchange)
{
    try {
        exchange.publish();
        return {};
    } catch (const Error& error) {
        return std::string(error.code());
    }
}

void recoverAll(const fs::path& folder)
{
    for (const RecoverAction& action : recover(folder, {true, {}}, {}))
        if (action.left)
            throw std::runtime_error("left: " + action.path.string() + ' ' + std::string(action.code));
}

void require(bool condition, const std::string& what)
{
    if (!condition)
        throw std::runtime_error(what);
}

std::string result(const std::string& name)
{
    std::string content = "new " + name;
    content.resize(100000);
    return content;
}

/// Two templates in two folders get a new base, as base sharing makes it, and lose a layer.
struct SharedBase {
    fs::path folder;

    void prepare() const
    {
        fs::create_directory(folder / "one");
        fs::create_directory(folder / "two");
        for (const auto& [name, content] : before())
            if (!name.ends_with('/'))
                writeFile(folder / name, content);
        setxattr((folder / "one/top").c_str(), "user.note", "kept", 4, 0);
    }
    Listing before() const
    {
        return {{"one/", ""},          {"one/diff", "diff"},           {"one/top", "top one"},
                {"two/", ""},          {"two/top", "top two"},         {"two/top.before-slim", "older"},
                {"two/notes", "mine"}, {"two/.top.lamella-x.tmp", "x"}};
    }
    Listing after() const
    {
        return {{"one/", ""},
                {"one/base", result("base")},
                {"one/diff.before-slim", "diff"},
                {"one/top", result("top")},
                {"one/top.before-slim", "top one"},
                {"two/", ""},
                {"two/top", result("top")},
                {"two/top.before-slim", "older"},
                {"two/top.before-slim.1", "top two"},
                {"two/notes", "mine"},
                {"two/.top.lamella-x.tmp", "x"}};
    }
    Command command() const
    {
        return {LAMELLA_EXCHANGE_DRIVER, "new:" + (folder / "one/base").string(),
                "replace:" + (folder / "one/top").string(), "retire:" + (folder / "one/diff").string(),
                "replace:" + (folder / "two/top").string()};
    }
};

}  // namespace

class ExchangeTest : public QObject {
    Q_OBJECT

private slots:
    void allOrNothing_data();
    void allOrNothing();
    void recoverCanBeInterrupted();
    void givesTheNamesThatItKept();
    void refusesWhatHasChanged_data();
    void refusesWhatHasChanged();
    void neverReplaces();
    void leavesNothingWhenItIsNotPublished();
    void followsALinkToItsFile();
    void keepsAttributes();
    void tellsWhatItCannotKeep();
    void fullFileSystem_data();
    void fullFileSystem();
};

void ExchangeTest::allOrNothing_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("unsupported");
    QTest::addColumn<bool>("lasting");
    for (const char* action : {"killBefore", "killAfter", "EIO", "ENOSPC", "EROFS"})
        QTest::newRow(action) << action << "" << false;
    QTest::newRow("killed, by hard links") << "killAfter"
                                           << "noreplace" << false;
    QTest::newRow("failing, by hard links") << "EIO"
                                            << "noreplace" << false;
    QTest::newRow("killed, by plain renames") << "killAfter"
                                              << "noreplace,link" << false;
    QTest::newRow("read-only from then on") << "EROFS"
                                            << "" << true;
    QTest::newRow("read-only from then on, by hard links") << "EROFS"
                                                           << "noreplace" << true;
}

void ExchangeTest::allOrNothing()
{
    QFETCH(const QString, action);
    QFETCH(const QString, unsupported);
    QFETCH(const bool, lasting);
    const Scratch scratch;
    const SharedBase exchange{scratch.path()};
    const bool killed = action.startsWith("kill");
    std::optional<Listing> left;
    unsigned finished = 0;
    unsigned undone = 0;
    FaultRuns runs{exchange.command(), scratch.path(), [&] {
                       exchange.prepare();
                       left.reset();
                   }};
    runs.recover = [&] {
        if (!left)
            left = listing(scratch.path());
        recoverAll(scratch.path());
    };
    runs.judge = [&](const Finished& ended, const std::string& struck) {
        const Listing now = listing(scratch.path());
        const bool isNew = now == exchange.after();
        require(isNew || now == exchange.before(), "neither the old nor the new files");
        require(ended.exitCode != 0 || isNew, "success without the new files");
        require(!struck.empty() || ended.exitCode == 0, "failed without a reason");
        require(killed ? ended.signal == SIGKILL || struck.empty() : ended.exitCode >= 0, "ended in another way");
        // An error that one can go on after needs no recover.
        require(killed || lasting || ended.exitCode == 0 || *left == exchange.before(), "an error, and files changed");
        require(killed || ended.exitCode == 0 ||
                    ended.err.find(action == "EROFS" ? "30" : "errno") != std::string::npos ||
                    ended.err.find("exchange.interrupted") != std::string::npos,
                "no clear error");
        (isNew ? finished : undone) += 1;
    };
    runs.unsupported = unsupported.toStdString();
    runs.lasting = lasting;
    const std::uint64_t struck = runWithFaults(runs, LAMELLA_FAULTS, action.toStdString());
    QVERIFY2(struck > 35, qPrintable(QString::number(struck)));
    QVERIFY(finished > 3 && undone > 10);
    qInfo() << struck << "operations struck," << undone << "times the old files," << finished << "times the new";
}

void ExchangeTest::recoverCanBeInterrupted()
{
    const Scratch scratch;
    const SharedBase exchange{scratch.path()};
    FaultRuns runs{{LAMELLA_CLI, "recover", "-r", scratch.path().string()}, scratch.path(), [&] {
                       exchange.prepare();
                       // Results that stand, originals that still have to go.
                       Command command{"env",
                                       std::string("LD_PRELOAD=") + LAMELLA_FAULTS,
                                       "LAMELLA_FAULTS_FOLDER=" + scratch.path().string(),
                                       "LAMELLA_FAULTS_AT=28",
                                       "LAMELLA_FAULTS_ACTION=killAfter",
                                       "ASAN_OPTIONS=verify_asan_link_order=0"};
                       const Command driver = exchange.command();
                       command.insert(command.end(), driver.begin(), driver.end());
                       require(run(command).signal == SIGKILL, "the driver was not killed");
                   }};
    runs.recover = [&] { recoverAll(scratch.path()); };
    runs.judge = [&](const Finished&, const std::string&) {
        require(listing(scratch.path()) == exchange.after(), "not the new files");
    };
    for (const std::string_view action : {killBefore, killAfter, std::string_view("EIO")})
        QVERIFY(runWithFaults(runs, LAMELLA_FAULTS, action) > 5);
}

void ExchangeTest::givesTheNamesThatItKept()
{
    const Scratch scratch;
    writeFile(scratch / "a", "old");
    writeFile(scratch / "a.before-slim", "older");
    writeFile(scratch / "b", "unneeded");
    Exchange exchange;
    exchange.replace(resultFor(scratch / "a"), statusOf(scratch / "a"));
    exchange.retire(FilePlace::toWrite(scratch / "b"), statusOf(scratch / "b"));
    exchange.place(resultFor(scratch / "c"), FileAttributes::of(File::open(scratch / "b")));
    const ExchangeResult done = exchange.publish();
    QCOMPARE(done.originals.size(), std::size_t{2});
    QCOMPARE(done.originals[0].keptAs, scratch / "a.before-slim.1");
    QCOMPARE(done.originals[1].path, scratch / "b");
    QVERIFY(done.cautions.empty());
    const Listing expected{{"a", "new"},
                           {"a.before-slim", "older"},
                           {"a.before-slim.1", "old"},
                           {"b.before-slim", "unneeded"},
                           {"c", "new"}};
    QCOMPARE(listing(scratch.path()), expected);
}

void ExchangeTest::refusesWhatHasChanged_data()
{
    QTest::addColumn<QString>("change");
    for (const char* change : {"content", "time", "mode", "another file", "gone", "required"})
        QTest::newRow(change) << change;
}

void ExchangeTest::refusesWhatHasChanged()
{
    QFETCH(const QString, change);
    const Scratch scratch;
    writeFile(scratch / "a", "old");
    writeFile(scratch / "base", "base");
    Exchange exchange;
    exchange.replace(resultFor(scratch / "a"), statusOf(scratch / "a"));
    exchange.require(scratch / "base", statusOf(scratch / "base"));
    if (change == "content") {
        const FileStatus before = statusOf(scratch / "a");
        writeAt(scratch / "a", 0, "OLD");
        fs::last_write_time(scratch / "a", fs::file_time_type(before.modified.time_since_epoch()));
    } else if (change == "time") {
        fs::last_write_time(scratch / "a", fs::file_time_type::clock::now() - std::chrono::hours(1));
    } else if (change == "mode") {
        fs::permissions(scratch / "a", fs::perms::owner_all);
    } else if (change == "required") {
        writeAt(scratch / "base", 0, "BASE");
    } else {
        fs::remove(scratch / "a");
        if (change == "another file")
            writeFile(scratch / "a", "old");
    }
    const std::string code = codeOf(std::move(exchange));
    QCOMPARE(code, std::string("plan.outdated"));
    Listing expected = listing(scratch.path());
    std::erase_if(expected, [](const auto& file) { return file.first != "a" && file.first != "base"; });
    QCOMPARE(listing(scratch.path()), expected);
}

void ExchangeTest::neverReplaces()
{
    const Scratch scratch;
    writeFile(scratch / "a", "old");
    for (const char* kind : {"file", "folder", "link"}) {
        Exchange exchange;
        exchange.replace(resultFor(scratch / "a"), statusOf(scratch / "a"));
        exchange.place(resultFor(scratch / "new"));
        if (kind == std::string("file"))
            writeFile(scratch / "new", "somebody's");
        else if (kind == std::string("folder"))
            fs::create_directory(scratch / "new");
        else
            fs::create_symlink("nowhere", scratch / "new");
        const Listing before{{"a", "old"}, *listing(scratch.path()).lower_bound("new")};
        QCOMPARE(codeOf(std::move(exchange)), std::string("target.exists"));
        QCOMPARE(listing(scratch.path()), before);
        fs::remove(scratch / "new");
    }
}

void ExchangeTest::leavesNothingWhenItIsNotPublished()
{
    const Scratch scratch;
    writeFile(scratch / "a", "old");
    {
        Exchange exchange;
        exchange.replace(resultFor(scratch / "a"), statusOf(scratch / "a"));
        exchange.place(resultFor(scratch / "new"));
        const TemporaryFile result = resultFor(scratch / "other");
        QCOMPARE(listing(scratch.path()).size(), std::size_t{4});
        QCOMPARE(fs::status(result.path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    }
    QCOMPARE(listing(scratch.path()), (Listing{{"a", "old"}}));
}

void ExchangeTest::followsALinkToItsFile()
{
    const Scratch scratch;
    fs::create_directory(scratch / "store");
    writeFile(scratch / "store/a", "old");
    fs::create_symlink("store/a", scratch / "a");
    Exchange exchange;
    exchange.replace(resultFor(scratch / "a"), statusOf(scratch / "a"));
    exchange.publish();
    const Listing expected{{"a", "-> store/a"}, {"store/", ""}, {"store/a", "new"}, {"store/a.before-slim", "old"}};
    QCOMPARE(listing(scratch.path()), expected);
}

void ExchangeTest::keepsAttributes()
{
    if (geteuid() != 0)
        QSKIP("owners need root");
    const Scratch scratch;
    runChecked({"setfacl", "-d", "-m", "u:12:rwx", scratch.path().string()});
    for (const char* name : {"a", "b"})
        writeFile(scratch / name, "old");
    const fs::path original = scratch / "a";
    setAttributes(original);
    // Without the access control list that the folder gives.
    runChecked({"setfacl", "-b", (scratch / "b").string()});
    QCOMPARE(chmod((scratch / "b").c_str(), 0640), 0);
    for (const char* name : {"a", "b"}) {
        const std::string before = attributesOf(scratch / name);
        Exchange exchange;
        exchange.replace(resultFor(scratch / name), statusOf(scratch / name));
        QVERIFY(exchange.publish().cautions.empty());
        QCOMPARE(attributesOf(scratch / name), before);
        QCOMPARE(attributesOf(scratch / (std::string(name) + ".before-slim")), before);
        QCOMPARE(readFile(scratch / name), std::string("new"));
    }
}

void ExchangeTest::tellsWhatItCannotKeep()
{
    if (geteuid() != 0)
        QSKIP("files of somebody else need root");
    const Scratch scratch;
    QCOMPARE(chown(scratch.path().c_str(), 65534, 65534), 0);
    writeFile(scratch / "a", "old");
    QCOMPARE(chmod((scratch / "a").c_str(), 0664), 0);
    const std::string said = runChecked({"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                                         LAMELLA_EXCHANGE_DRIVER, "replace:" + (scratch / "a").string()});
    for (const char* attribute : {"owner", "group", "mode"})
        QVERIFY2(said.find(std::string("attribute=") + attribute) != std::string::npos, said.c_str());
    // Another group must not write what it could not write before.
    struct stat status = {};
    QCOMPARE(stat((scratch / "a").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0644U);
}

void ExchangeTest::fullFileSystem_data()
{
    QTest::addColumn<bool>("whileWriting");
    QTest::newRow("while results are written") << true;
    QTest::newRow("before the journal") << false;
}

void ExchangeTest::fullFileSystem()
{
    QFETCH(const bool, whileWriting);
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Scratch scratch;
    createSparse(scratch / "disk", 4 << 20);
    runChecked({"mkfs.ext4", "-q", "-m", "0", (scratch / "disk").string()});
    const Mount mount(scratch / "disk", {"mount", "-o", "loop"});
    const fs::path folder = mount.folder() / "templates";
    fs::create_directory(folder);
    writeFile(folder / "a", "old");
    const auto fill = [&] {
        // What the file system has set aside for data that are not written yet comes back with each flush.
        for (int round = 0; round < 3; ++round) {
            syncFileSystem(mount.folder());
            std::ofstream filler(mount.folder() / "filler", std::ios::binary | std::ios::app);
            const std::string block(1024, 'f');
            while (filler.write(block.data(), 1024).flush()) {
            }
        }
    };
    std::string code;
    try {
        if (whileWriting)
            fill();
        Exchange exchange;
        exchange.replace(resultFor(folder / "a", std::string(100000, 'n')), statusOf(folder / "a"));
        exchange.place(resultFor(folder / "b"));
        fill();
        exchange.publish();
    } catch (const Error& error) {
        code = error.what();
    }
    QVERIFY2(code.find("errno=28") != std::string::npos, code.c_str());
    QCOMPARE(listing(folder), (Listing{{"a", "old"}}));
    fs::remove(mount.folder() / "filler");
    Exchange exchange;
    exchange.replace(resultFor(folder / "a"), statusOf(folder / "a"));
    exchange.publish();
    QCOMPARE(listing(folder), (Listing{{"a", "new"}, {"a.before-slim", "old"}}));
}

QTEST_GUILESS_MAIN(ExchangeTest)
#include "exchange_test.moc"
