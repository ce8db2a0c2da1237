#include "report/json.h"
#include "storage/removed_files.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/random.h"
#include "support/scratch.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sys/statvfs.h>
#include <thread>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;
using report::Json;

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

/// A file system of the host, as one that images lie on.
struct Host {
    const char* name;
    Command make;
    Command mount;
    bool reflinks;
    bool told;                ///< it tells exactly what files share
    std::uint64_t trees = 0;  ///< bytes by which its own tables may change when files go
    std::uint64_t length = 320 * mebibyte;
};

const std::vector<Host>& hosts()
{
    static const std::vector<Host> all{
        {"ext4", {"mkfs.ext4", "-q", "-F"}, {"mount", "-o", "loop"}, false, true},
        {"xfs", {"mkfs.xfs", "-q", "-f", "-m", "reflink=1"}, {"mount", "-o", "loop"}, true, true, 128 << 10},
        {"tmpfs", {}, {"mount", "-t", "tmpfs", "-o", "size=300m"}, false, true},
        {"btrfs", {"mkfs.btrfs", "-q", "-f"}, {"mount", "-o", "loop"}, true, false, 2 * mebibyte},
    };
    return all;
}

/// A host file system while the object lives.
class MountedHost {
public:
    explicit MountedHost(const Host& host) : host_(host), mount_(make(), host.mount) {}

    const fs::path& folder() const { return mount_.folder(); }
    fs::path operator/(std::string_view name) const { return folder() / name; }

    /// What `df` calls used, when nothing is under way any more.
    std::uint64_t used() const
    {
        std::uint64_t before = 0;
        for (int quiet = 0, tries = 0; quiet < 3 && tries < 50; ++tries) {
            runChecked({"sync", "-f", folder().string()});
            struct statvfs space = {};
            if (::statvfs(folder().c_str(), &space) != 0)
                throw std::runtime_error("statvfs");
            const std::uint64_t now = (space.f_blocks - space.f_bfree) * space.f_frsize;
            quiet = now == before ? quiet + 1 : 0;
            before = now;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return before;
    }
    void requireReturned(std::uint64_t before, std::int64_t told) const
    {
        const auto really = static_cast<std::int64_t>(before) - static_cast<std::int64_t>(used());
        const auto off = static_cast<std::uint64_t>(std::abs(really - told));
        if (off > host_.trees)
            throw std::runtime_error("told " + std::to_string(told) + ", came back " + std::to_string(really));
    }

private:
    fs::path make() const
    {
        fs::path image = scratch_ / "host";
        createSparse(image, host_.length);
        Command command = host_.make;
        if (!command.empty()) {
            command.push_back(image.string());
            runChecked(command);
        }
        return image;
    }

    const Host& host_;
    Scratch scratch_;
    Mount mount_;
};

/// Random bytes at some places, holes elsewhere. As long as it will be from the start: XFS sets blocks aside behind a
/// file that grows.
void writeSparseFile(const fs::path& path, std::uint64_t seed, const std::vector<std::uint64_t>& mebibytes)
{
    Random random(seed);
    createSparse(path, 64 * mebibyte);
    std::fstream out(path, std::ios::binary | std::ios::in | std::ios::out);
    for (const std::uint64_t at : mebibytes) {
        std::string bytes(mebibyte, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random.next());
        out.seekp(static_cast<std::streamoff>(at * mebibyte));
        out << bytes;
    }
}

void overwrite(const fs::path& path, std::uint64_t seed, std::uint64_t at)
{
    const Scratch scratch;
    writeSparseFile(scratch / "piece", seed, {0});
    runChecked({"dd", "if=" + (scratch / "piece").string(), "of=" + path.string(), "bs=1M", "count=1",
                "seek=" + std::to_string(at), "conv=notrunc,fsync", "status=none"});
}

void reflink(const fs::path& from, const fs::path& to)
{
    runChecked({"cp", "--reflink=always", from.string(), to.string()});
}

/// A disk with 24 MiB of live content and 16 MiB that its guest has deleted.
void makeGuest(const fs::path& disk)
{
    createSparse(disk, 64 * mebibyte);
    runChecked({"mkfs.ext4", "-q", "-F", disk.string()});
    const Mount mount(disk, {"mount", "-o", "loop"});
    for (const auto& [name, size] : {std::pair("keep", 24), {"gone", 16}})
        runChecked({"dd", "if=/dev/urandom", "of=" + (mount.folder() / name).string(), "bs=1M",
                    "count=" + std::to_string(size), "status=none"});
    runChecked({"sync", "-f", mount.folder().string()});
    fs::remove(mount.folder() / "gone");
}

Json cli(Command arguments)
{
    arguments.insert(arguments.begin(), LAMELLA_CLI);
    arguments.emplace_back("--output=json");
    return Json::parse(runChecked(arguments));
}

bool notes(const Json& plan, const char* list, const char* code)
{
    return std::any_of(plan[list].begin(), plan[list].end(), [&](const Json& note) { return note["code"] == code; });
}

}  // namespace

/// What is told of disk space, held against `df`.
class ReturnedSpaceTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void removedFiles_data();
    void removedFiles();
    void sharedBlocks();
    void slimOnHost_data();
    void slimOnHost();
    void templatesThatShareBlocks();
    void oneOfThemAlone();
    void hardLinkedTemplate();
};

void ReturnedSpaceTest::initTestCase()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
}

void addHosts()
{
    QTest::addColumn<int>("host");
    for (std::size_t host = 0; host < hosts().size(); ++host)
        QTest::newRow(hosts()[host].name) << static_cast<int>(host);
}

void ReturnedSpaceTest::removedFiles_data()
{
    addHosts();
}

/// Holes give nothing; a name gives nothing while there is another.
void ReturnedSpaceTest::removedFiles()
{
    QFETCH(int, host);
    const Host& kind = hosts()[static_cast<std::size_t>(host)];
    const MountedHost mounted(kind);
    writeSparseFile(mounted / "sparse", 1, {0, 7, 40});
    writeSparseFile(mounted / "linked", 2, {3, 5});
    fs::create_hard_link(mounted / "linked", mounted / "also");
    fs::create_symlink("sparse", mounted / "link");
    const std::uint64_t before = mounted.used();

    const std::vector<fs::path> names{mounted / "sparse", mounted / "link", mounted / "linked"};
    const ReturnedSpace space = RemovedFiles(names, {}).returned();
    QVERIFY(space.bytes >= 3 * mebibyte && space.bytes < 4 * mebibyte);
    QVERIFY(space.linkedBytes >= 2 * mebibyte);
    QCOMPARE(space.sharedBytes, std::uint64_t{0});
    QCOMPARE(space.exact, kind.told);
    for (const fs::path& name : names)
        fs::remove(name);
    mounted.requireReturned(before, static_cast<std::int64_t>(space.bytes));

    const std::uint64_t then = mounted.used();
    const std::vector<fs::path> last{mounted / "also"};
    const ReturnedSpace rest = RemovedFiles(last, {}).returned();
    QCOMPARE(rest.linkedBytes, std::uint64_t{0});
    fs::remove(last.front());
    mounted.requireReturned(then, static_cast<std::int64_t>(rest.bytes));
}

/// Three copies of one file, one MiB of each changed.
void ReturnedSpaceTest::sharedBlocks()
{
    for (const Host& host : hosts()) {
        if (!host.reflinks)
            continue;
        const MountedHost mounted(host);
        fs::create_directory(mounted / "far");
        writeSparseFile(mounted / "a", 1, {0, 1, 2, 3, 10, 11, 12, 13});
        reflink(mounted / "a", mounted / "b");
        reflink(mounted / "a", mounted / "far/c");
        overwrite(mounted / "b", 2, 1);
        overwrite(mounted / "far/c", 3, 12);
        runChecked({"sync", "-f", mounted.folder().string()});

        const auto remove = [&](const std::vector<const char*>& names, std::uint64_t least, bool told) {
            std::vector<fs::path> paths;
            for (const char* name : names)
                paths.push_back(mounted / name);
            const std::uint64_t before = mounted.used();
            const ReturnedSpace space = RemovedFiles(paths, {}).returned();
            QCOMPARE(space.bytes / mebibyte, least);
            QCOMPARE(space.exact, told);
            for (const fs::path& path : paths)
                fs::remove(path);
            mounted.requireReturned(before, static_cast<std::int64_t>(space.bytes));
        };
        // What a and b share, c shares too, but for what c has changed: that comes back with both.
        const std::vector<fs::path> two{mounted / "a", mounted / "b"};
        const ReturnedSpace both = RemovedFiles(two, {}).returned();
        QVERIFY(!both.exact);
        remove({"b"}, 1, host.told);
        reflink(mounted / "a", mounted / "b");
        overwrite(mounted / "b", 4, 1);
        // Nobody else is seen who could share, and nobody does.
        remove({"a", "b", "far/c"}, 10, false);
    }
}

void ReturnedSpaceTest::slimOnHost_data()
{
    addHosts();
}

/// A chain is slimmed in place: plan, receipt and `df` say the same once the originals are gone.
void ReturnedSpaceTest::slimOnHost()
{
    QFETCH(int, host);
    const Host& kind = hosts()[static_cast<std::size_t>(host)];
    const MountedHost mounted(kind);
    {
        const Scratch scratch;
        makeGuest(scratch / "disk");
        runChecked({"qemu-img", "convert", "-O", "qcow2", (scratch / "disk").string(), (mounted / "t.qcow2").string()});
    }
    const std::uint64_t before = mounted.used();
    const Json quick = cli({"plan", "deep", (mounted / "t.qcow2").string()});
    const Json done = cli({"slim", "deep", "--replace", (mounted / "t.qcow2").string()});
    const auto planned = done["returnedBytes"].get<std::int64_t>();
    const auto actual = done["actual"]["returnedBytes"].get<std::int64_t>();
    QVERIFY(quick["returnedBytes"].get<std::int64_t>() <= planned);
    QCOMPARE(done["actual"]["returnedExact"].get<bool>(), kind.told);
    QVERIFY2(actual > 14 * std::int64_t(mebibyte), qPrintable(QString::number(actual)));
    QVERIFY2(std::abs(planned - actual) <= std::int64_t(256 << 10), qPrintable(QString::number(planned - actual)));

    const std::uint64_t after = mounted.used();
    fs::remove(mounted / "t.qcow2.before-slim");
    mounted.requireReturned(before, actual);
    mounted.requireReturned(after, done["actual"]["originalsReturnBytes"].get<std::int64_t>());
}

/// Four templates that are reflink copies of each other: what they would save by length is shared already.
void ReturnedSpaceTest::templatesThatShareBlocks()
{
    const MountedHost mounted(hosts()[1]);
    {
        const Scratch scratch;
        makeGuest(scratch / "disk");
        runChecked({"qemu-img", "convert", "-O", "qcow2", (scratch / "disk").string(), (mounted / "t1").string()});
    }
    Command share{"share", "--base", "auto", "--replace", (mounted / "t1").string()};
    for (const char* copy : {"t2", "t3", "t4"}) {
        reflink(mounted / "t1", mounted / copy);
        runChecked({"qemu-io", "-c", std::string("write -P ") + copy[1] + " 20M 1M", (mounted / copy).string()});
        share.push_back((mounted / copy).string());
    }
    const std::uint64_t before = mounted.used();
    const Json done = cli(share);
    const auto planned = done["returnedBytes"].get<std::int64_t>();
    const auto actual = done["actual"]["returnedBytes"].get<std::int64_t>();
    QVERIFY(done["savedBytes"].get<std::int64_t>() > 100 * std::int64_t(mebibyte));
    QVERIFY2(planned < 30 * std::int64_t(mebibyte), qPrintable(QString::number(planned)));
    QVERIFY2(std::abs(planned - actual) <= std::int64_t(mebibyte), qPrintable(QString::number(planned - actual)));
    QCOMPARE(done["returnedExact"].get<bool>(), false);
    for (const Json& original : done["originals"])
        fs::remove(original["keptAs"].get<std::string>());
    mounted.requireReturned(before, actual);
}

void ReturnedSpaceTest::oneOfThemAlone()
{
    const MountedHost mounted(hosts()[1]);
    {
        const Scratch scratch;
        makeGuest(scratch / "disk");
        runChecked({"qemu-img", "convert", "-O", "qcow2", (scratch / "disk").string(), (mounted / "t1").string()});
    }
    reflink(mounted / "t1", mounted / "t2");
    runChecked({"qemu-io", "-c", "write -P 7 20M 1M", (mounted / "t2").string()});
    const std::uint64_t before = mounted.used();
    const Json done = cli({"slim", "deep", "--replace", (mounted / "t2").string()});
    QVERIFY(done["savedBytes"].get<std::int64_t>() > 14 * std::int64_t(mebibyte));
    QVERIFY(notes(done, "cautions", "plan.spaceShared"));
    const auto planned = done["returnedBytes"].get<std::int64_t>();
    const auto actual = done["actual"]["returnedBytes"].get<std::int64_t>();
    QVERIFY2(std::abs(planned) < std::int64_t(2 * mebibyte), qPrintable(QString::number(planned)));
    QVERIFY2(std::abs(planned - actual) <= std::int64_t(mebibyte), qPrintable(QString::number(planned - actual)));
    fs::remove(mounted / "t2.before-slim");
    mounted.requireReturned(before, actual);

    const std::string text = runChecked({LAMELLA_CLI, "plan", "deep", "--exact", (mounted / "t1").string()});
    QVERIFY2(text.find("gives back ") < text.find("saves "), text.c_str());
    QVERIFY2(text.find("once the originals are deleted") != std::string::npos, text.c_str());
}

void ReturnedSpaceTest::hardLinkedTemplate()
{
    const Scratch scratch;
    makeGuest(scratch / "disk");
    runChecked({"qemu-img", "convert", "-O", "qcow2", (scratch / "disk").string(), (scratch / "t.qcow2").string()});
    fs::create_directory(scratch / "elsewhere");
    fs::create_hard_link(scratch / "t.qcow2", scratch / "elsewhere/t.qcow2");
    const Json plan = cli({"plan", "deep", "--exact", (scratch / "t.qcow2").string()});
    QVERIFY(notes(plan, "cautions", "plan.spaceLinked"));
    QVERIFY(plan["savedBytes"].get<std::int64_t>() > 14 * std::int64_t(mebibyte));
    QCOMPARE(plan["returnedBytes"].get<std::int64_t>(), -plan["after"]["diskSize"].get<std::int64_t>());
}

QTEST_GUILESS_MAIN(ReturnedSpaceTest)
#include "returned_space_test.moc"
