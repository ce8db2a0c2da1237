#include "guest/file_shares.h"
#include "guest/guest.h"
#include "guest/layer_use.h"
#include "support/guest_tree.h"
#include "support/process.h"
#include "support/scratch.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <fstream>
#include <regex>
#include <sstream>

using namespace engine;
using namespace testsupport;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t mib = 1 << 20;
constexpr std::uint64_t partitionStart = 3 * mib + 512;  // not aligned to any cluster
constexpr std::uint64_t partitionLength = 40 * mib;
constexpr std::uint64_t diskLength = 64 * mib;

Chain openChainAt(const fs::path& path)
{
    ChainOptions options;
    options.policy.openFolder(path.parent_path());
    return Chain::open(path, options);
}

Guest guestOf(const Chain& chain, GuestOptions options = {})
{
    Progress progress;
    return readGuest(chain, options, progress, {});
}

/// What dumpe2fs calls free, as bytes of the disk.
std::vector<bool> freeBlocksOf(const fs::path& volume, std::uint64_t blockSize)
{
    const std::string text = runChecked({"dumpe2fs", volume.string()});
    std::vector<bool> free(partitionLength / blockSize);
    std::istringstream lines(text);
    const std::regex range("([0-9]+)(?:-([0-9]+))?");
    for (std::string line; std::getline(lines, line);) {
        const auto at = line.find("  Free blocks: ");
        if (at != 0)
            continue;
        const std::string rest = line.substr(std::string("  Free blocks: ").size());
        for (std::sregex_iterator it(rest.begin(), rest.end(), range), end; it != end; ++it) {
            const std::uint64_t first = std::stoull((*it)[1]);
            const std::uint64_t last = (*it)[2].matched ? std::stoull((*it)[2]) : first;
            for (std::uint64_t block = first; block <= last; ++block)
                free[block] = true;
        }
    }
    return free;
}

std::string textOf(const std::optional<Error>& error)
{
    return error ? error->what() : "";
}

void copyInto(const fs::path& disk, std::uint64_t offset, const fs::path& part)
{
    runChecked({"dd", "if=" + part.string(), "of=" + disk.string(), "bs=512", "conv=notrunc", "status=none",
                "seek=" + std::to_string(offset / 512)});
}

}  // namespace

/// A whole disk: partition table, ext4 with files, a chain of two layers, and an accounting of our own, byte for byte.
class GuestDiskTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void findsTheVolumes();
    void countsGarbageByLayer_data();
    void countsGarbageByLayer();
    void namesTheOwner();
    void sharesFilesAmongLayers();
    void asksForEveryFileOnExact();
    void trustsNothingBesideASuspendedSystem_data();
    void trustsNothingBesideASuspendedSystem();
    void droppedPageFilesKeepTheirMaps();
    void encryptedContentIsNoTable();
    void commandLineAnswers();

private:
    void makeVolume();
    void makeDisk(const std::string& base, const std::string& diff, const std::string& options);

    Scratch scratch_;
};

void GuestDiskTest::makeVolume()
{
    const fs::path tree = scratch_ / "tree";
    fs::create_directories(tree / "folder");
    for (int file = 0; file < 40; ++file)
        writeFile(tree / "folder" / ("file" + std::to_string(file)),
                  std::string(static_cast<std::size_t>(50'000 + 7'000 * file), static_cast<char>('a' + file % 26)));
    writeFile(tree / "big", std::string(6 * mib, 'b'));
    createSparse(scratch_ / "volume", partitionLength);
    runChecked({"mke2fs", "-q", "-F", "-t", "ext4", "-b", "1024", "-d", tree.string(), (scratch_ / "volume").string()});
}

/// The volume after some deletions becomes the diff: the base keeps what was there before.
void GuestDiskTest::initTestCase()
{
    makeVolume();
    const fs::path before = scratch_ / "before.raw";
    createSparse(before, diskLength);
    const std::string table =
        "label: gpt\nstart=" + std::to_string(partitionStart / 512) + ",size=" + std::to_string(partitionLength / 512) +
        "\nstart=" + std::to_string(44 * mib / 512) + ",size=" + std::to_string(4 * mib / 512) + ",type=swap\n";
    writeFile(scratch_ / "table", table);
    runChecked({"sh", "-c", "sfdisk -q '" + before.string() + "' < '" + (scratch_ / "table").string() + "'"});
    createSparse(scratch_ / "swap", 4 * mib);
    runChecked({"mkswap", (scratch_ / "swap").string()});
    copyInto(before, partitionStart, scratch_ / "volume");
    copyInto(before, 44 * mib, scratch_ / "swap");

    std::string commands;
    for (int file = 0; file < 40; file += 3)
        commands += "rm /folder/file" + std::to_string(file) + "\n";
    writeFile(scratch_ / "newfile", std::string(3 * mib, 'n'));
    commands += "write " + (scratch_ / "newfile").string() + " new\nrm /big\n";
    writeFile(scratch_ / "commands", commands);
    runChecked({"debugfs", "-w", "-f", (scratch_ / "commands").string(), (scratch_ / "volume").string()});
    runChecked({"e2fsck", "-fn", (scratch_ / "volume").string()});
    fs::copy_file(before, scratch_ / "after.raw");
    copyInto(scratch_ / "after.raw", partitionStart, scratch_ / "volume");

    for (const std::string size : {"4k", "64k", "256k"}) {
        const std::string base = (scratch_ / ("base" + size)).string();
        runChecked({"qemu-img", "convert", "-O", "qcow2", "-o", "cluster_size=" + size, before.string(), base});
        runChecked({"qemu-img", "convert", "-O", "qcow2", "-o", "cluster_size=" + size, "-B", base, "-F", "qcow2",
                    (scratch_ / "after.raw").string(), (scratch_ / ("diff" + size)).string()});
    }
}

void GuestDiskTest::findsTheVolumes()
{
    const Chain chain = openChainAt(scratch_ / "diff64k");
    const Guest guest = guestOf(chain);
    QCOMPARE(guest.table.kind, PartitionTableKind::Gpt);
    QCOMPARE(guest.volumes.size(), std::size_t{2});
    QCOMPARE(guest.volumes[0].facts.type, std::string("ext4"));
    QCOMPARE(textOf(guest.volumes[0].reason), std::string());
    QCOMPARE(guest.volumes[0].facts.state, VolumeState::Clean);
    QVERIFY(guest.volumes[0].trimmable());
    QCOMPARE(guest.volumes[0].mapping.start().bytes(), partitionStart);
    QCOMPARE(guest.volumes[1].facts.type, std::string("swap"));
    QCOMPARE(guest.volumes[1].free.total(), std::uint64_t{0});
    const std::vector<bool> expected = freeBlocksOf(scratch_ / "volume", 1024);
    for (std::uint64_t block = 0; block < expected.size(); ++block) {
        const GuestOffset offset(partitionStart + block * 1024);
        QVERIFY2(guest.free.contains(offset) == expected[block], std::to_string(block).c_str());
    }
}

void GuestDiskTest::countsGarbageByLayer_data()
{
    QTest::addColumn<QString>("size");
    QTest::addColumn<quint64>("cluster");
    QTest::newRow("4k") << "4k" << quint64{4096};
    QTest::newRow("64k") << "64k" << quint64{65536};
    QTest::newRow("256k") << "256k" << quint64{262144};
}

/// From `qemu-img map` and dumpe2fs alone, sector by sector.
void GuestDiskTest::countsGarbageByLayer()
{
    QFETCH(QString, size);
    QFETCH(quint64, cluster);
    const Chain chain = openChainAt(scratch_ / ("diff" + size.toStdString()));
    Progress progress;
    const auto maps = readLayerMaps(chain, MapDepth::Quick, progress, {});
    const Guest guest = guestOf(chain);
    const std::vector<LayerUse> uses = readLayerUse(chain, maps, guest);

    std::vector<bool> free(diskLength / 512);
    for (const GuestRange& range : guest.table.free.ranges())
        std::fill(free.begin() + static_cast<std::ptrdiff_t>(range.start.bytes() / 512),
                  free.begin() + static_cast<std::ptrdiff_t>(range.end().bytes() / 512), true);
    const std::vector<bool> blocks = freeBlocksOf(scratch_ / "volume", 1024);
    for (std::size_t block = 0; block < blocks.size(); ++block)
        free[partitionStart / 512 + 2 * block] = free[partitionStart / 512 + 2 * block + 1] = blocks[block];

    for (std::size_t layer = 0; layer < 2; ++layer) {
        const QString name = (layer == 0 ? "base" : "diff") + size;
        // The layer alone: its backing image is not opened.
        const std::string source =
            "{\"driver\":\"qcow2\",\"backing\":null,\"file\":{\"driver\":\"file\",\"filename\":\"" +
            (scratch_ / name.toStdString()).string() + "\"}}";
        const std::string json = runChecked({"qemu-img", "map", "--output=json", "json:" + source});
        std::uint64_t garbage = 0;
        std::uint64_t lost = 0;
        for (const QJsonValue& value : QJsonDocument::fromJson(QByteArray::fromStdString(json)).array()) {
            const QJsonObject entry = value.toObject();
            if (!entry["data"].toBool())
                continue;
            const quint64 start = static_cast<quint64>(entry["start"].toInteger());
            const quint64 end = start + static_cast<quint64>(entry["length"].toInteger());
            for (quint64 at = start; at < end; at += cluster) {
                const auto first = free.begin() + static_cast<std::ptrdiff_t>(at / 512);
                const auto last = free.begin() + static_cast<std::ptrdiff_t>(std::min(end, at + cluster) / 512);
                const auto freeSectors = static_cast<std::uint64_t>(std::count(first, last, true));
                (freeSectors == static_cast<std::uint64_t>(last - first) ? garbage : lost) += freeSectors * 512;
            }
        }
        QCOMPARE(uses[layer].garbage.total(), garbage);
        QCOMPARE(uses[layer].fragmentationLossBytes, lost);
        QVERIFY(garbage > 0);
        for (const ClusterSizeGain& gain : uses[layer].clusterSizes) {
            if (gain.clusterSize == cluster && !gain.extendedL2)
                QCOMPARE(gain.garbageBytes, garbage);
        }
    }
}

void GuestDiskTest::namesTheOwner()
{
    const Chain chain = openChainAt(scratch_ / "diff4k");
    const Guest guest = guestOf(chain, {.listFiles = true});
    QVERIFY(guest.volumes[0].files != nullptr);
    const std::string blocks = runChecked({"debugfs", "-R", "blocks /folder/file4", (scratch_ / "volume").string()});
    std::istringstream list(blocks);
    std::uint64_t block = 0;
    std::size_t count = 0;
    for (; list >> block; ++count) {
        const Owner owner = ownerOf(guest, GuestOffset(partitionStart + block * 1024 + count % 1024));
        QVERIFY(owner.volume == &guest.volumes[0]);
        QVERIFY(owner.file != FileTable::none);
        QCOMPARE(owner.volume->files->path(owner.file), std::string("/folder/file4"));
    }
    QVERIFY(count > 50);
    QVERIFY(ownerOf(guest, GuestOffset(2 * mib)).volume == nullptr);
    // The swap volume is one file of its class, without its signature page.
    const FileTable& swap = *guest.volumes[1].files;
    QCOMPARE(swap.stored(FileClass::Swap).total(), 4 * mib - 4096);
}

void GuestDiskTest::sharesFilesAmongLayers()
{
    const Chain chain = openChainAt(scratch_ / "diff4k");
    const Guest guest = guestOf(chain, {.listFiles = true});
    Progress progress;
    const auto visible = visibleInLayers(readLayerMaps(chain, MapDepth::Quick, progress, {}));
    const auto files = largestShares(guest, 0, visible, 3, false);
    QCOMPARE(files.size(), std::size_t{3});
    const FileTable& table = *guest.volumes[0].files;
    QCOMPARE(table.path(files[0].file), std::string("/new"));
    QCOMPARE(table.entries()[files[0].file].length, 3 * mib);
    // New content is in the diff, but for what was equal to something that the base had at the same place.
    QVERIFY(files[0].bytesByLayer[1] > 2 * mib);
    QVERIFY(files[0].bytesByLayer[0] + files[0].bytesByLayer[1] >= 3 * mib);
    const auto folders = largestShares(guest, 0, visible, 2, true);
    QCOMPARE(table.path(folders[0].file), std::string("/"));
    QCOMPARE(table.path(folders[1].file), std::string("/folder"));
    QVERIFY(folders[0].bytesByLayer[0] >= folders[1].bytesByLayer[0]);
    QVERIFY(folders[0].bytesByLayer[1] >= folders[1].bytesByLayer[1] + files[0].bytesByLayer[1]);
    const auto inDiff = largestInLayer(guest, visible[1], 1);
    QCOMPARE(table.path(inDiff[0].file), std::string("/new"));
    QCOMPARE(inDiff[0].bytes, files[0].bytesByLayer[1]);
}

/// A block that a file uses, made free in a bitmap without checksums whose counts were mended: only a walk over the
/// files sees it.
void GuestDiskTest::asksForEveryFileOnExact()
{
    const fs::path volume = scratch_ / "nocsum";
    createSparse(volume, 16 * mib);
    runChecked({"mke2fs", "-q", "-F", "-t", "ext4", "-b", "4096", "-O", "^metadata_csum,^uninit_bg,^has_journal", "-d",
                (scratch_ / "tree" / "folder").string(), volume.string()});
    const std::string blocks = runChecked({"debugfs", "-R", "blocks /file30", volume.string()});
    const std::string block = blocks.substr(0, blocks.find(' '));
    const std::string before = runChecked({"dumpe2fs", "-h", volume.string()});
    const std::string label = "Free blocks:";
    const std::string counted = std::to_string(std::stoull(before.substr(before.find(label) + label.size())) + 1);
    writeFile(scratch_ / "commands", "freeb " + block + "\nssv free_blocks_count " + counted +
                                         "\nset_bg 0 free_blocks_count " + counted + "\n");
    runChecked({"debugfs", "-w", "-f", (scratch_ / "commands").string(), volume.string()});
    const Chain chain = openChainAt(volume);
    const Guest guest = guestOf(chain, {.everyFile = true});
    QCOMPARE(guest.volumes.size(), std::size_t{1});
    QVERIFY(guest.volumes[0].reason.has_value());
    QCOMPARE(std::string(guest.volumes[0].reason->code()), std::string("volume.liveBlockFree"));
    QCOMPARE(guest.free.total(), std::uint64_t{0});
}

void GuestDiskTest::trustsNothingBesideASuspendedSystem_data()
{
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<QByteArray>("leftover");
    QTest::newRow("alone") << quint64(0) << QByteArray();
    QTest::newRow("with a leftover of btrfs")
        << quint64(0x10030) << QByteArray("\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0_BHRfS_M", 24);
    QTest::newRow("with a leftover of RAID") << quint64(4 * mib - 65536) << QByteArray("\xfc\x4e\x2b\xa9");
}

void GuestDiskTest::trustsNothingBesideASuspendedSystem()
{
    QFETCH(quint64, offset);
    QFETCH(QByteArray, leftover);
    fs::copy_file(scratch_ / "after.raw", scratch_ / "suspended.raw", fs::copy_options::overwrite_existing);
    writeAt(scratch_ / "suspended.raw", 44 * mib + offset, leftover.toStdString());
    writeAt(scratch_ / "suspended.raw", 44 * mib + 4086, "S1SUSPEND\0");
    const Chain chain = openChainAt(scratch_ / "suspended.raw");
    const Guest guest = guestOf(chain);
    QCOMPARE(guest.volumes[1].facts.state, VolumeState::Hibernated);
    QCOMPARE(guest.volumes[0].facts.state, VolumeState::Clean);
    QCOMPARE(std::string(guest.volumes[0].reason->code()), std::string("disk.hibernated"));
    QVERIFY(!guest.table.free.empty());
    QCOMPARE(guest.free.total(), std::uint64_t{0});
}

/// Zeros in all that may be dropped of page and swap files leave a file system that its own checker likes, and every
/// other file as it was: indirect blocks stay, and a disk image that has swap somewhere inside is no swap file.
void GuestDiskTest::droppedPageFilesKeepTheirMaps()
{
    const fs::path tree = scratch_ / "pages";
    fs::create_directories(tree);
    writeFile(tree / "pagefile.sys", std::string(2 * mib, 'p'));
    // Nothing in the first page that would become a hole.
    const auto makeSwap = [&](const char* name, std::uint64_t length, const testsupport::Command& pages) {
        writeFile(tree / name, std::string(length, 's'));
        testsupport::Command command{"mkswap", (tree / name).string()};
        command.insert(command.end(), pages.begin(), pages.end());
        runChecked(command);
        writeAt(tree / name, 0, std::string(1024, 's'));
        writeAt(tree / name, 2048, std::string(1024, 's'));
    };
    makeSwap("swapfile", 2 * mib, {});
    makeSwap("swap.img", 3 * mib, {"1024"});
    writeFile(tree / "other", std::string(mib, 'o'));
    const fs::path volume = scratch_ / "pages.raw";
    createSparse(volume, 24 * mib);
    runChecked({"mke2fs", "-q", "-F", "-t", "ext2", "-b", "1024", "-d", tree.string(), volume.string()});

    const Guest guest = guestOf(openChainAt(volume), {.listFiles = true});
    const FileTable& files = *guest.volumes[0].files;
    VolumeRangeSet dropped;
    for (const FileClass fileClass : {FileClass::PageFile, FileClass::Swap}) {
        QVERIFY(files.droppable(fileClass).total() < files.stored(fileClass).total());
        dropped = unionOf(dropped, files.droppable(fileClass));
    }
    // The page file, and of the swap file what is not its first pages.
    QVERIFY(dropped.total() >= 3 * mib - 65536 && dropped.total() <= 4 * mib);
    for (const VolumeRange& range : dropped.ranges())
        writeAt(volume, range.start.bytes(), std::string(range.length, '\0'));
    runChecked({"e2fsck", "-fn", volume.string()});
    for (const char* name : {"swap.img", "other"}) {
        const fs::path copy = scratch_ / "copy";
        runChecked({"debugfs", "-R", std::string("dump /") + name + " " + copy.string(), volume.string()});
        QVERIFY2(testsupport::readFile(copy) == testsupport::readFile(tree / name), name);
    }
}

void GuestDiskTest::encryptedContentIsNoTable()
{
    const fs::path image = scratch_ / "aes.qcow2";
    runChecked({"qemu-img", "create", "-q", "-f", "qcow2", "--object", "secret,id=key,data=abc", "-o",
                "encrypt.format=aes,encrypt.key-secret=key", image.string(), "4M"});
    runChecked({"qemu-io", "--object", "secret,id=key,data=abc", "--image-opts", "-c", "write 0 64k",
                "driver=qcow2,encrypt.key-secret=key,file.filename=" + image.string()});
    const Chain chain = openChainAt(image);
    const Guest guest = guestOf(chain);
    QVERIFY(guest.table.refusal.has_value());
    QCOMPARE(guest.free.total(), std::uint64_t{0});
    QCOMPARE(guest.unknown.total(), 4 * mib);
}

void GuestDiskTest::commandLineAnswers()
{
    const std::string image = (scratch_ / "diff64k").string();
    const std::string json = runChecked({LAMELLA_CLI, "guest", "--output=json", "--files", "--extents", "--owner",
                                         std::to_string(partitionStart + 20 * mib), image});
    const QJsonObject guest = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    QCOMPARE(guest["partitionTable"].toString(), QString("gpt"));
    const QJsonArray volumes = guest["volumes"].toArray();
    QCOMPARE(volumes.size(), 2);
    const QJsonObject volume = volumes[0].toObject();
    for (const char* key : {"start", "length", "type", "label", "uuid", "state", "trimmable", "reason", "blockSize",
                            "usedBytes", "freeBytes", "free", "largestFiles", "largestFolders", "classes"})
        QVERIFY2(volume.contains(key), key);
    QCOMPARE(volume["usedBytes"].toInteger() + volume["freeBytes"].toInteger(), volume["length"].toInteger());
    qint64 free = 0;
    for (const QJsonValue& range : volume["free"].toArray())
        free += range.toArray()[1].toInteger();
    QCOMPARE(free, volume["freeBytes"].toInteger());
    QVERIFY(guest.contains("owner"));

    const std::string human = runChecked({LAMELLA_CLI, "guest", "--files", image});
    for (const char* word : {"partition table  gpt", "ext4", "free space checked", "/new", "swap"})
        QVERIFY2(human.find(word) != std::string::npos, word);
    const std::string layers = runChecked({LAMELLA_CLI, "layers", "--output=json", image});
    const QJsonArray list = QJsonDocument::fromJson(QByteArray::fromStdString(layers)).object()["layers"].toArray();
    for (const QJsonValue& layer : list) {
        QVERIFY(layer["garbageBytes"].toInteger() > 0);
        QVERIFY(layer["fragmentationLossBytes"].toInteger() >= 0);
        QCOMPARE(layer["garbageByClusterSize"].toArray().size(), 18);
    }
}

QTEST_GUILESS_MAIN(GuestDiskTest)
#include "guest_disk_test.moc"
