#include "support/fault_runs.h"
#include "support/process.h"
#include "support/scratch.h"

#include "support/guest_tree.h"

#include <QTest>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

// Root works in folders of somebody who does what he can: the programs of an unprivileged attacker run between any two
// operations of ours. Nothing outside what is his may be read, written, renamed, or change owner or permissions.
// LAMELLA_EVERY=1 tries each operation; without it a few of each command, and all that change a name or flush.
//
// shards: 2

using namespace testsupport;
namespace fs = std::filesystem;

namespace {

constexpr unsigned nobody = 65534;
constexpr const char* secret = "SECRET-OF-ROOT";

Command asNobody(Command command)
{
    const std::string user = std::to_string(nobody);
    Command whole{"setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"};
    whole.insert(whole.end(), command.begin(), command.end());
    return whole;
}

std::uint64_t numberOf(const char* variable, std::uint64_t otherwise)
{
    const char* value = std::getenv(variable);
    return value == nullptr ? otherwise : std::stoull(value);
}

/// Names, owners, permissions and content of all that is root's.
std::string stateOf(const fs::path& folder)
{
    std::ostringstream text;
    std::vector<fs::path> paths{folder};
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) {
        struct stat status = {};
        if (::lstat(path.c_str(), &status) != 0)
            throw std::runtime_error("no " + path.string());
        text << path.string() << ' ' << status.st_uid << ' ' << status.st_gid << ' ' << std::oct << status.st_mode
             << std::dec << ' ' << status.st_nlink << '\n';
        if (S_ISREG(status.st_mode))
            text << readFile(path) << '\n';
    }
    return text.str();
}

/// A home of the attacker with a template in it, beside files of root's; the attacker's two programs.
class Ground {
public:
    Ground()
    {
        writeProgram("exchange-folder", "mv vm away && ln -s " + (scratch_ / "root").string() + " vm\n");
        // Every name that is new in his folder, and the ones that he can foresee, lead to a file of root's.
        writeProgram("exchange-files", "cd vm && for name in .[!.]* * o.qcow2 r.json r.html p.csv b.zip; do\n"
                                       "  case \"$name\" in base.qcow2|other.qcow2|stolen-*|'.[!.]*') continue;; esac\n"
                                       "  [ -L \"$name\" ] && continue\n"
                                       "  [ -e \"$name\" ] && mv -- \"$name\" \"stolen-$$-${name#.}\"\n"
                                       "  ln -s ../../root/precious \"$name\"\ndone\n");
    }

    void prepare() const
    {
        fs::remove_all(scratch_ / "root");
        fs::create_directory(scratch_ / "root");
        writeFile(scratch_ / "root" / "precious", secret);
        ::chmod((scratch_ / "root" / "precious").c_str(), 0600);
        for (const char* name : {"d.qcow2", "o.qcow2", "r.json", "base.qcow2"})
            writeFile(scratch_ / "root" / name, std::string(secret) + name);
        ::chmod((scratch_ / "root" / "d.qcow2").c_str(), 0600);
        fs::remove_all(home());
        fs::create_directory(home());
        require(::chown(home().c_str(), nobody, nobody) == 0);
        runChecked(asNobody({"mkdir", vm().string()}));
        image("base.qcow2", {});
        image("other.qcow2", {});
        image("d.qcow2", "base.qcow2");
        runChecked(asNobody({"mkdir", (vm() / "out").string()}));
        image("moved.qcow2", {});
        image("lost.qcow2", "moved.qcow2");
        fs::rename(vm() / "moved.qcow2", vm() / "out/elsewhere.qcow2");
        leak(vm() / "d.qcow2");
        leaveJournal();
    }

    fs::path root() const { return scratch_ / "root"; }
    fs::path home() const { return scratch_ / "home"; }
    fs::path vm() const { return home() / "vm"; }
    fs::path program(const char* name) const { return scratch_ / name; }
    const fs::path& all() const { return scratch_.path(); }

    /// What the attacker can read now and could not before.
    void requireNothingLeaked() const
    {
        const Finished found = run(asNobody({"grep", "-rls", secret, home().string()}));
        require(found.out.empty());
    }

    static void require(bool condition)
    {
        if (!condition)
            throw std::runtime_error("it is not as it should be");
    }

private:
    void image(const std::string& name, const std::string& backing) const
    {
        Command make{"qemu-img", "create", "-q", "-f", "qcow2"};
        if (!backing.empty())
            make.insert(make.end(), {"-b", backing, "-F", "qcow2"});
        make.insert(make.end(), {(vm() / name).string(), "2M"});
        runChecked(asNobody(make));
        runChecked(asNobody({"qemu-io", "-c", "write -P 3 0 256k", (vm() / name).string()}));
    }

    /// One cluster behind the last is marked as used: `qemu-img create` has the first block of reference counts at
    /// 128 KiB.
    static void leak(const fs::path& path)
    {
        constexpr std::uint64_t clusterSize = 65536;
        const std::uint64_t length = (fs::file_size(path) + clusterSize - 1) / clusterSize * clusterSize;
        writeAt(path, 2 * clusterSize + length / clusterSize * 2, std::string("\0\1", 2));
        fs::resize_file(path, length + clusterSize);
    }

    /// What a run of root's left that was killed while it exchanged names.
    void leaveJournal() const
    {
        const auto isLeft = [&] {
            const auto names = listing(vm());
            return std::any_of(names.begin(), names.end(),
                               [](const auto& entry) { return entry.first.starts_with(".lamella-journal-"); });
        };
        for (int at = 10; !isLeft(); ++at) {
            require(at < 100);
            run({"env", "LD_PRELOAD=" LAMELLA_FAULTS, "ASAN_OPTIONS=verify_asan_link_order=0",
                 "LAMELLA_FAULTS_FOLDER=" + vm().string(), "LAMELLA_FAULTS_AT=" + std::to_string(at),
                 "LAMELLA_FAULTS_ACTION=killAfter", LAMELLA_EXCHANGE_DRIVER, "new:" + (vm() / "left.qcow2").string()});
        }
    }

    void writeProgram(const char* name, const std::string& body) const
    {
        const std::string user = std::to_string(nobody);
        const fs::path script = scratch_ / (std::string(name) + ".sh");
        writeFile(script, "cd " + home().string() + "\n" + body);
        writeFile(program(name), "#!/bin/sh\nexec setpriv --reuid=" + user + " --regid=" + user +
                                     " --clear-groups sh " + script.string() + " 2>/dev/null\n");
        fs::permissions(program(name), fs::perms(0755));
    }

    Scratch scratch_;
};

}  // namespace

class ForeignFoldersTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingOfOthersIsTouched_data();
    void nothingOfOthersIsTouched();
    void aLinkToAFileOfRootsIsNotRepaired();
    void aLeaseHoldsNobodyUp();
    void aMountedFileStays();
};

void ForeignFoldersTest::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("needs root");
}

void ForeignFoldersTest::nothingOfOthersIsTouched_data()
{
    QTest::addColumn<QString>("attack");
    QTest::addColumn<QStringList>("words");
    const std::vector<std::pair<const char*, QStringList>> commands{
        {"slim to", {"slim", "deep", "VM/d.qcow2", "--to", "VM/o.qcow2", "--receipt", "VM/r.json", "-q"}},
        {"slim replace", {"slim", "standard", "VM/d.qcow2", "--replace", "--alone", "-q"}},
        {"deep replace", {"slim", "deep", "VM/d.qcow2", "--replace", "--alone", "-q"}},
        {"share to", {"share", "--base", "auto", "VM/d.qcow2", "VM/other.qcow2", "--to", "VM/out", "-q"}},
        {"report", {"report", "VM/d.qcow2", "--to", "VM/r.html", "-q"}},
        {"plan", {"plan", "deep", "VM/d.qcow2", "--report", "VM/p.csv", "-q"}},
        {"bundle", {"bundle", "VM/d.qcow2", "--to", "VM/b.zip", "-q"}},
        {"repair", {"check", "--repair", "leaks", "VM/d.qcow2", "-q"}},
        {"recover", {"recover", "-r", "VM"}},
        {"doctor", {"doctor", "VM/lost.qcow2", "--search", "VM", "--use", "VM/out/elsewhere.qcow2", "--fix"}},
        {"sample", {"sample", "VM/samples", "-q"}},
    };
    std::uint64_t number = 0;
    const std::uint64_t shard = numberOf("LAMELLA_SHARD", 0);
    const std::uint64_t shards = numberOf("LAMELLA_SHARDS", 1);
    for (const auto& [name, words] : commands) {
        for (const char* attack : {"exchange-folder", "exchange-files"}) {
            if (number++ % shards == shard)
                QTest::addRow("%s, %s", name, attack) << QString(attack) << words;
        }
    }
}

void ForeignFoldersTest::nothingOfOthersIsTouched()
{
    QFETCH(QString, attack);
    QFETCH(QStringList, words);
    const Ground ground;
    Command command{"env", "LAMELLA_FAULTS_READS=1",
                    "LAMELLA_FAULTS_RUN=" + ground.program(qPrintable(attack)).string(), LAMELLA_CLI};
    for (const QString& word : words)
        command.push_back(QString(word).replace("VM", QString::fromStdString(ground.vm().string())).toStdString());
    ground.prepare();
    const std::string before = stateOf(ground.root());
    FaultRuns runs{.command = command, .folder = ground.home(), .prepare = [&] { ground.prepare(); }};
    runs.recover = [] {};
    runs.judge = [&](const Finished& finished, const std::string&) {
        if (stateOf(ground.root()) != before)
            throw std::runtime_error("what is root's has changed");
        ground.requireNothingLeaked();
        if (finished.signal != 0 || finished.wall > std::chrono::seconds(30))
            throw std::runtime_error("it did not end by itself");
    };
    const std::uint64_t count = countOperations(runs, LAMELLA_FAULTS);
    runs.every = numberOf("LAMELLA_EVERY", std::max<std::uint64_t>(count / 5, 1));
    runs.first = static_cast<std::uint64_t>(qHash(words.join(' '), 0)) % runs.every;
    std::uint64_t struck = 0;
    try {
        struck = runWithFaults(runs, LAMELLA_FAULTS, "run");
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
    qInfo() << struck << "of" << count << "operations";
    QVERIFY(struck > 3);
}

/// With protected_hardlinks at 0 anybody can give a file of root's a name in his own folder.
void ForeignFoldersTest::aLinkToAFileOfRootsIsNotRepaired()
{
    const Ground ground;
    ground.prepare();
    const fs::path image = ground.root() / "image.qcow2";
    fs::copy_file(ground.vm() / "d.qcow2", image);
    fs::permissions(image, fs::perms(0600));
    const fs::path linked = ground.vm() / "linked.qcow2";
    fs::create_hard_link(image, linked);
    const std::string before = stateOf(ground.root());
    const Finished repair = run({LAMELLA_CLI, "check", "--repair", "leaks", linked.string()});
    QCOMPARE(repair.exitCode, 1);
    QVERIFY2(repair.err.find("belongs to user") != std::string::npos, repair.err.c_str());
    QCOMPARE(stateOf(ground.root()), before);
    for (const char* out : {"slim.qcow2", "report.html"}) {
        const bool slims = std::string(out) == "slim.qcow2";
        Command command{LAMELLA_CLI, slims ? "slim" : "report"};
        if (slims)
            command.push_back("deep");
        command.insert(command.end(), {linked.string(), "--to", (ground.vm() / out).string()});
        run(command);
        QVERIFY(run(asNobody({"cat", (ground.vm() / out).string()})).exitCode != 0);
    }
}

/// Whoever opens a file with a lease waits for its owner, 45 seconds or what the system says.
void ForeignFoldersTest::aLeaseHoldsNobodyUp()
{
    const Ground ground;
    ground.prepare();
    const fs::path path = ground.vm() / "other.qcow2";
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    QVERIFY(file >= 0);
    ::signal(SIGIO, SIG_IGN);
    if (::fcntl(file, F_SETLEASE, F_WRLCK) != 0)
        QSKIP("no leases here");
    for (const Command& words : {Command{"info", path.string()}, Command{"scan", ground.vm().string()},
                                 Command{"slim", "deep", path.string(), "--replace", "--alone"}}) {
        Command command{LAMELLA_CLI};
        command.insert(command.end(), words.begin(), words.end());
        const Finished finished = run(command, std::chrono::seconds(60));
        QVERIFY2(finished.wall < std::chrono::seconds(15), words.front().c_str());
    }
    ::close(file);
}

/// A name that is a mount point cannot be given up: all stays as it was.
void ForeignFoldersTest::aMountedFileStays()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    const Ground ground;
    ground.prepare();
    const fs::path image = ground.root() / "image.qcow2";
    fs::copy_file(ground.vm() / "other.qcow2", image);
    runChecked({"mount", "--bind", image.string(), (ground.vm() / "other.qcow2").string()});
    const std::string before = stateOf(ground.root());
    const auto names = listing(ground.vm());
    const Finished finished =
        run({LAMELLA_CLI, "slim", "deep", (ground.vm() / "other.qcow2").string(), "--replace", "--alone"});
    const bool same = listing(ground.vm()) == names && stateOf(ground.root()) == before;
    runChecked({"umount", (ground.vm() / "other.qcow2").string()});
    QCOMPARE(finished.exitCode, 1);
    QVERIFY2(same, finished.err.c_str());
}

QTEST_GUILESS_MAIN(ForeignFoldersTest)
#include "foreign_folders_test.moc"
