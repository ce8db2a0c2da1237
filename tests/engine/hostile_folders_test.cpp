#include "support/process.h"
#include "support/qcow2_header.h"
#include "support/scratch.h"
#include "work/temporary_file.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <set>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace testsupport;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr uid_t somebody = 65534;

/// As deep as `levels`; the path gets longer than any system call takes.
void makeDeep(const fs::path& folder, int levels)
{
    int at = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int level = 0; level < levels; ++level) {
        if (::mkdirat(at, "deep", 0755) != 0)
            throw std::runtime_error("mkdirat");
        const int next = ::openat(at, "deep", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        ::close(at);
        at = next;
    }
    ::close(at);
}

void makeSocket(const fs::path& path)
{
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    path.native().copy(address.sun_path, sizeof(address.sun_path) - 1);
    if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0)
        throw std::runtime_error("bind");
    ::close(descriptor);
}

/// A temporary file whose process is gone.
fs::path leaveTemporary(const fs::path& target)
{
    // In his folder it is a run of his own.
    if (::chown(target.parent_path().c_str(), somebody, somebody) != 0)
        throw std::runtime_error("chown");
    engine::TemporaryFile file = engine::TemporaryFile::beside(target);
    file.release();
    return file.path();
}

/// What an unfriendly user can put between the images of others.
void fillWithTraps(const fs::path& folder)
{
    fs::create_directory(folder / "locked");
    fs::permissions(folder / "locked", fs::perms::none);
    fs::create_directory(folder / "abyss");
    makeDeep(folder / "abyss", 3000);
    fs::create_directory(folder / "wide");
    for (int number = 0; number < 1500; ++number)
        fs::create_directory(folder / "wide" / std::to_string(number));
    fs::create_symlink(folder, folder / "wide/up");
    fs::create_symlink("loop2.qcow2", folder / "loop1.qcow2");
    fs::create_symlink("loop1.qcow2", folder / "loop2.qcow2");
    fs::create_symlink("/dev/zero", folder / "zero.raw");
    for (const char* name :
         {"pipe.qcow2", ".x.lamella-abcdef.tmp", ".lamella-journal-abcdef", ".lamella-sample-abcdef"})
        if (::mkfifo((folder / name).c_str(), 0644) != 0)
            throw std::runtime_error("mkfifo");
    makeSocket(folder / "socket.qcow2");
    fs::create_directory(folder / ".lamella-sample-bbbbbb");
    if (::mkfifo((folder / ".lamella-sample-bbbbbb/hold").c_str(), 0644) != 0)
        throw std::runtime_error("mkfifo");
    fs::create_directory(folder / ".lamella-journal-cccccc");
    writeEmptyQcow2(folder / "bad\xff\xfe.qcow2");
}

}  // namespace

/// What cannot be read or followed between the images of a store is passed over and told; all else is done. Everything
/// runs as a user without rights over the traps.
class HostileFoldersTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase()
    {
        // In one process with many open files and a long way down, this takes as long as all tests.
        if (scratch_)
            run({"rm", "-rf", scratch_->path().string()});
    }
    void recovers();
    void scans_data();
    void scans();
    void finds();
    void searchesBesideWhatCannotBeRead();
    void knowsDependents();
    void makesSamples();
    void namesAJournalOnce();

private:
    Finished runAsSomebody(Command arguments) const
    {
        Command command{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", LAMELLA_CLI};
        command.insert(command.end(), arguments.begin(), arguments.end());
        return run(command, 60s);
    }
    fs::path folder() const { return *scratch_ / "store"; }

    std::optional<Scratch> scratch_;
};

void HostileFoldersTest::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("somebody else's folders need root");
    scratch_.emplace();
    fs::permissions(scratch_->path(), fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    fs::create_directory(folder());
    fillWithTraps(folder());
    fs::create_directory(folder() / "zz");
    writeEmptyQcow2(folder() / "zz/base.qcow2");
    writeEmptyQcow2(folder() / "zz/overlay.qcow2", "base.qcow2");
    writeEmptyQcow2(folder() / "orphan.qcow2", "gone/base.qcow2");
    for (const fs::path& path : {folder(), folder() / "zz", folder() / "zz/base.qcow2", folder() / "zz/overlay.qcow2",
                                 folder() / "orphan.qcow2"})
        QCOMPARE(::chown(path.c_str(), somebody, somebody), 0);
}

void HostileFoldersTest::recovers()
{
    const fs::path left = leaveTemporary(folder() / "zz/new.qcow2");
    const fs::path wide = leaveTemporary(folder() / "wide/1400/new.qcow2");
    for (const fs::path& path : {left, wide, wide.parent_path()})
        QCOMPARE(::chown(path.c_str(), somebody, somebody), 0);
    const Finished done = runAsSomebody({"recover", "-r", "--output=json", folder().string()});
    QVERIFY2(done.exitCode == 1 && done.err.empty(), done.err.c_str());
    QVERIFY(!fs::exists(left));
    QVERIFY(!fs::exists(wide));
    std::multiset<std::string> leftOut;
    const nlohmann::json said = nlohmann::json::parse(done.out);
    for (const auto& action : said.at("actions"))
        if (action.at("left"))
            leftOut.insert(fs::path(action.at("path").get<std::string>()).filename().string() + " " +
                           action.at("code").get<std::string>());
    QVERIFY2(leftOut.contains("locked folder.read"), done.out.c_str());
    QCOMPARE(leftOut.count("deep folder.deep"), std::size_t{1});
}

void HostileFoldersTest::scans_data()
{
    QTest::addColumn<QString>("verb");
    for (const char* verb : {"scan", "fleet"})
        QTest::newRow(verb) << verb;
}

void HostileFoldersTest::scans()
{
    QFETCH(QString, verb);
    const Finished done = runAsSomebody({verb.toStdString(), "--output=json", folder().string()});
    QVERIFY2(done.exitCode == 0, done.err.c_str());
    QVERIFY(nlohmann::json::accept(done.out));
    QVERIFY(done.out.find("zz/overlay.qcow2") != std::string::npos);
    QVERIFY2(done.err.find("/locked: ") != std::string::npos, done.err.c_str());
    QVERIFY2(done.err.find("more than 100 folders deep") != std::string::npos, done.err.c_str());
    QVERIFY2(std::count(done.err.begin(), done.err.end(), '\n') < 10, done.err.c_str());
}

void HostileFoldersTest::finds()
{
    const Finished done = runAsSomebody({"doctor", "--output=json", (folder() / "orphan.qcow2").string()});
    QVERIFY2(done.exitCode == 1, done.err.c_str());
    const auto search = nlohmann::json::parse(done.out);
    std::set<std::string> skipped;
    for (const auto& error : search.at("skippedFolders"))
        skipped.insert(error.at("code").get<std::string>());
    QCOMPARE(skipped, (std::set<std::string>{"folder.deep", "folder.read"}));
    QVERIFY(done.out.find("zz/base.qcow2") != std::string::npos);
}

void HostileFoldersTest::searchesBesideWhatCannotBeRead()
{
    const Finished done = runAsSomebody({"doctor", "--output=json", "--search", (folder() / "locked").string(),
                                         "--search", (folder() / "zz").string(), (folder() / "orphan.qcow2").string()});
    QVERIFY2(done.exitCode == 1, done.err.c_str());
    QVERIFY2(done.err.find("/locked: ") != std::string::npos, done.err.c_str());
    QVERIFY(done.out.find("zz/base.qcow2") != std::string::npos);
}

void HostileFoldersTest::knowsDependents()
{
    const Finished done = runAsSomebody({"plan", "deep", "--search", folder().string(), "--search",
                                         (folder() / "locked").string(), (folder() / "zz/base.qcow2").string()});
    QVERIFY2(done.signal == 0 && done.exitCode <= 1, done.err.c_str());
    QVERIFY2(done.err.find("zz/overlay.qcow2") != std::string::npos, done.err.c_str());
}

void HostileFoldersTest::makesSamples()
{
    const Finished done = runAsSomebody({"sample", "--output=json", (folder() / "zz").string()});
    QVERIFY2(done.signal == 0, done.err.c_str());
    const Finished here = runAsSomebody({"sample", "--output=json", folder().string()});
    QVERIFY2(here.signal == 0 && here.err.find("hold") == std::string::npos, here.err.c_str());
}

void HostileFoldersTest::namesAJournalOnce()
{
    const Scratch journals;
    writeFile(journals / ".lamella-journal-aaaaaa", "no journal");
    fs::create_hard_link(journals / ".lamella-journal-aaaaaa", journals / ".lamella-journal-bbbbbb");
    const Finished done = run({LAMELLA_CLI, "recover", "--output=json", journals.path().string()});
    QCOMPARE(done.exitCode, 1);
    const auto actions = nlohmann::json::parse(done.out).at("actions");
    QCOMPARE(actions.size(), std::size_t{2});
    QCOMPARE(actions[0].at("code"), nlohmann::json("journal.invalid"));
    QCOMPARE(actions[1].at("code"), nlohmann::json("recover.sameJournal"));
}

QTEST_GUILESS_MAIN(HostileFoldersTest)
#include "hostile_folders_test.moc"
