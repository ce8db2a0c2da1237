// shards: 2
#include "guest/probe.h"
#include "support/guest_tree.h"
#include "support/scratch.h"
#include "support/xfs.h"

#include <QTest>

#include <set>
#include <sys/stat.h>
#include <sys/statvfs.h>

using engine::VolumeState;
using testsupport::openGuestImage;
using testsupport::Random;
using testsupport::Scratch;
namespace xfs = testsupport::xfs;

namespace {

/// Remembers every name and every file.
class Listing : public engine::FileVisitor {
public:
    void file(const engine::GuestFile& file) override
    {
        if (!ids.insert(file.id).second)
            throw std::runtime_error("id " + std::to_string(file.id) + " comes twice");
        lengths[file.id] = file.length;
        stored.insert(stored.end(), file.stored.begin(), file.stored.end());
        if (file.kind != engine::FileKind::Metadata)
            bytes[file.id] = engine::VolumeRangeSet::of({file.stored.begin(), file.stored.end()}).total();
    }
    void named(std::uint64_t id, std::uint64_t parent, std::string_view name) override
    {
        names.emplace(id, std::pair(parent, std::string(name)));
    }

    std::set<std::uint64_t> ids;
    std::map<std::uint64_t, std::uint64_t> lengths;
    std::map<std::uint64_t, std::uint64_t> bytes;
    std::multimap<std::uint64_t, std::pair<std::uint64_t, std::string>> names;
    std::vector<engine::VolumeRange> stored;
};

/// The free bytes by xfs_db, after our free extents were compared with its own, one by one, and what is not free was
/// found to have an owner.
std::uint64_t compareWithDatabase(const std::filesystem::path& image)
{
    const auto fileSystem = openGuestImage(image);
    const engine::VolumeRangeSet free = fileSystem->freeSpace();
    if (free != xfs::freeExtents(image))
        throw std::runtime_error("other extents are free than xfs_db lists");
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::All, listing);
    const engine::VolumeRange whole{engine::VolumeOffset(0), fileSystem->facts().length};
    if (engine::VolumeRangeSet::of(listing.stored) != free.complementIn(whole))
        throw std::runtime_error("blocks are neither free nor owned, or both");
    return xfs::freeBytes(image);
}

}  // namespace

class XfsVolumeTest : public QObject {
    Q_OBJECT

private slots:
    void freeIsFree_data();
    void freeIsFree();
    void filesAreThoseOfTheKernel();
    void freeAndUsedCoverTheVolume();
    void tellsItsFacts();
    void mapsALargeVolumeQuickly();
};

void XfsVolumeTest::freeIsFree_data()
{
    QTest::addColumn<int>("recipe");
    const int shard = qEnvironmentVariableIntValue("LAMELLA_SHARD");
    const int shards = std::max(1, qEnvironmentVariableIntValue("LAMELLA_SHARDS"));
    const int recipes = static_cast<int>(xfs::recipes().size());
    for (int i = 0; i < recipes; ++i) {
        if (i % shards != shard)
            continue;
        QString name;
        for (const std::string& option : xfs::recipes()[static_cast<std::size_t>(i)].options)
            name += QString::fromStdString(option) + ' ';
        QTest::newRow(qPrintable(name.isEmpty() ? QString("defaults") : name)) << i;
    }
}

void XfsVolumeTest::freeIsFree()
{
    QFETCH(int, recipe);
    const xfs::Recipe& chosen = xfs::recipes()[static_cast<std::size_t>(recipe)];
    if (chosen.mounts && !testsupport::whyNoMounts().empty())
        QSKIP(qPrintable(QString::fromStdString(testsupport::whyNoMounts())));
    const auto seed = static_cast<std::uint64_t>(recipe) + 1;
    const std::uint64_t size = (80ULL + seed % 3 * 16) << 20;
    try {
        testsupport::requireFreeIsFree(xfs::tools(chosen), size, seed, compareWithDatabase);
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
}

void XfsVolumeTest::filesAreThoseOfTheKernel()
{
    if (!testsupport::whyNoMounts().empty())
        QSKIP(qPrintable(QString::fromStdString(testsupport::whyNoMounts())));
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    testsupport::createSparse(image, 128 << 20);
    xfs::make(image, {"-b", "size=1k", "-n", "size=4k", "-l", "size=14m"});
    Random random(7);
    Listing listing;
    {
        const testsupport::Mount mount(image, {"mount", "-o", "loop"});
        xfs::ageMounted(mount.folder(), random);
        // Enough names that a folder needs leaves and nodes.
        std::filesystem::create_directory(mount.folder() / "many");
        for (int file = 0; file < 2000; ++file)
            testsupport::writeFile(mount.folder() / "many" / ("a name of some length " + std::to_string(file)), "");
    }
    const auto fileSystem = openGuestImage(image);
    fileSystem->visitFiles(engine::WalkScope::All, listing);
    const testsupport::Mount mount(image, {"mount", "-o", "loop,ro"});
    std::multimap<std::uint64_t, std::pair<std::uint64_t, std::string>> names;
    std::size_t folders = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(mount.folder())) {
        struct stat parent {};
        struct stat own {};
        QCOMPARE(::lstat(entry.path().parent_path().c_str(), &parent), 0);
        QCOMPARE(::lstat(entry.path().c_str(), &own), 0);
        names.emplace(own.st_ino, std::pair(parent.st_ino, entry.path().filename().string()));
        folders += entry.is_directory() && !entry.is_symlink() ? 1 : 0;
        QCOMPARE(listing.lengths.at(own.st_ino), static_cast<std::uint64_t>(own.st_size));
        QCOMPARE(listing.bytes.at(own.st_ino), static_cast<std::uint64_t>(own.st_blocks) * 512);
        if (entry.path().parent_path() == mount.folder())
            QCOMPARE(fileSystem->rootFolder(), static_cast<std::uint64_t>(parent.st_ino));
    }
    QVERIFY(names.size() > 2000 && folders > 3);
    const auto sorted = [](const auto& map) {
        return std::multiset<std::pair<const std::uint64_t, std::pair<std::uint64_t, std::string>>>(map.begin(),
                                                                                                    map.end());
    };
    QVERIFY(sorted(names) == sorted(listing.names));
}

void XfsVolumeTest::freeAndUsedCoverTheVolume()
{
    // The free-space counter of the superblock is what the kernel shows, with the lists and trees that can still grow.
    if (!testsupport::whyNoMounts().empty())
        QSKIP(qPrintable(QString::fromStdString(testsupport::whyNoMounts())));
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    testsupport::createSparse(image, 80 << 20);
    xfs::make(image, {"-m", "reflink=0,rmapbt=0,finobt=0,inobtcount=0", "-l", "size=14m"});
    std::uint64_t kernel = 0;
    {
        const testsupport::Mount mount(image, {"mount", "-o", "loop,ro"});
        struct statvfs info {};
        QCOMPARE(::statvfs(mount.folder().c_str(), &info), 0);
        kernel = info.f_bfree;
    }
    const std::uint64_t counter = xfs::field(image, "sb 0", "fdblocks");
    std::uint64_t lists = 0;
    for (int group = 0; group < 4; ++group)
        lists += xfs::field(image, "agf " + std::to_string(group), "flcount");
    QVERIFY(kernel <= counter);
    QCOMPARE(openGuestImage(image)->freeSpace().total() / 4096, counter - lists);
}

void XfsVolumeTest::tellsItsFacts()
{
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    testsupport::createSparse(image, 64 << 20);
    xfs::make(image, {"-l", "size=14m", "-b", "size=2k", "-L", "a label 12ch", "-m",
                      "uuid=01234567-89ab-cdef-0123-456789abcdef"});
    // A volume may be larger than its file system.
    std::filesystem::resize_file(image, 70 << 20);
    const auto fileSystem = openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    QCOMPARE(facts.type, std::string("xfs"));
    QCOMPARE(facts.label, std::string("a label 12ch"));
    QCOMPARE(facts.uuid, std::string("01234567-89ab-cdef-0123-456789abcdef"));
    QCOMPARE(facts.state, VolumeState::Clean);
    QCOMPARE(facts.blockSize, std::uint64_t{2048});
    QCOMPARE(facts.length, std::uint64_t{64} << 20);
    QVERIFY(fileSystem->listsFiles());
    // A UUID of its own leaves the one in the metadata as it was. The log that xfs_admin leaves mixes three cycles: the
    // volume is used until the kernel has put it right.
    testsupport::runChecked({"xfs_admin", "-U", "fedcba98-7654-3210-fedc-ba9876543210", image.string()});
    QCOMPARE(openGuestImage(image)->facts().state, VolumeState::NeedsRecovery);
    if (!testsupport::whyNoMounts().empty())
        return;
    {
        const testsupport::Mount mount(image, {"mount", "-o", "loop"});
        testsupport::writeFile(mount.folder() / "file", "");
    }
    const auto changed = openGuestImage(image);
    QCOMPARE(changed->facts().uuid, std::string("fedcba98-7654-3210-fedc-ba9876543210"));
    QCOMPARE(changed->facts().state, VolumeState::Clean);
    QVERIFY(changed->freeSpace() == xfs::freeExtents(image));
}

void XfsVolumeTest::mapsALargeVolumeQuickly()
{
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    testsupport::createSparse(image, 100ULL << 30);
    xfs::make(image, {});
    const auto start = std::chrono::steady_clock::now();
    const auto fileSystem = openGuestImage(image);
    const engine::VolumeRangeSet free = fileSystem->freeSpace();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    QCOMPARE(free.total(), xfs::freeBytes(image));
    qInfo("100 GiB in %.3f s", took.count());
#ifndef LAMELLA_SANITIZED
    QVERIFY(took.count() < 5);
#endif
}

QTEST_GUILESS_MAIN(XfsVolumeTest)
#include "xfs_volume_test.moc"
