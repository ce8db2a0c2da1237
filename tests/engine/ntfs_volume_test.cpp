// shards: 2
#include "support/guest_tree.h"
#include "support/ntfs_editor.h"
#include "support/random_fill.h"
#include "support/scratch.h"

#include <QTest>

#include <fstream>
#include <set>
#include <sys/xattr.h>

using testsupport::Mount;
using testsupport::NtfsEditor;
using testsupport::Random;
using testsupport::runChecked;
using testsupport::Scratch;

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

struct Variant {
    std::uint64_t sectorSize;
    std::uint64_t clusterSize;
    std::uint64_t size;
};

void makeVolume(const fs::path& image, const Variant& variant)
{
    runChecked({"mkntfs", "-q", "-F", "-Q", "-L", "Vorlage \u00e4\U0001f4be", "-s", std::to_string(variant.sectorSize),
                "-c", std::to_string(variant.clusterSize), image});
}

/// One cluster each until little is left, every other one deleted: what is written then lies in many pieces.
void fragment(const fs::path& folder, std::uint64_t clusterSize)
{
    const unsigned most = clusterSize > 16'384 ? 30 : 1200;
    const std::uint64_t reserve = 30 * std::max<std::uint64_t>(clusterSize, 2000);
    const std::string content(clusterSize > 2000 ? 2000 : 2 * clusterSize, 'f');
    fs::create_directory(folder / "pieces");
    for (unsigned i = 0; i < most && fs::space(folder).available > reserve; ++i)
        testsupport::writeFile(folder / "pieces" / std::to_string(i), content);
    for (unsigned i = 0; i < most; i += 2)
        fs::remove(folder / "pieces" / std::to_string(i));
    const std::string piece(clusterSize, 'p');
    std::ofstream big(folder / "in many pieces", std::ios::binary);
    for (unsigned i = 0; i < most / 2 && fs::space(folder).available > reserve; ++i)
        big << piece << std::flush;
}

/// Compressed, sparse, with streams, with awkward names.
void addOddities(const fs::path& folder, Random& random)
{
    const fs::path packed = folder / "packed";
    fs::create_directory(packed);
    const std::uint32_t compressed = 0x00080000;  // FILE_ATTR_COMPRESSED, big-endian
    if (::setxattr(packed.c_str(), "system.ntfs_attrib_be", &compressed, sizeof(compressed), 0) != 0)
        throw std::runtime_error("cannot set the attribute");
    std::string text;
    for (int line = 0; line < 20'000; ++line)
        text += "line " + std::to_string(line) + (random.chance(5) ? std::to_string(random.next()) : "") + '\n';
    testsupport::writeFile(packed / "text", text);
    testsupport::writeFile(folder / "sparse", "");
    fs::resize_file(folder / "sparse", 3 * mebibyte);
    testsupport::writeAt(folder / "sparse", mebibyte, text.substr(0, 9000));
    testsupport::writeFile(folder / "streams", "main");
    testsupport::writeFile(folder / "streams:second", text.substr(0, random.between(1, 200'000)));
    testsupport::writeFile(folder / "\u00e4\u4e2d\U0001f4be", text.substr(0, 5000));
}

void ageVolume(const fs::path& image, Random& random, const Variant& variant)
{
    const Mount mount(image, {"ntfs-3g", "-o", "compression,streams_interface=windows"});
    testsupport::Ageing ageing;
    ageing.mostBytes = variant.size / 3;
    // The driver writes whole clusters, which takes long where they are large.
    const bool slow = variant.clusterSize >= mebibyte;
    ageing.steps = static_cast<unsigned>(slow ? random.between(15, 25) : random.between(60, 300));
    ageing.posix = random.chance(30);
    testsupport::age(mount.folder(), random, ageing);
    if (random.chance(60))
        addOddities(mount.folder(), random);
    if (!slow && random.chance(60))
        fragment(mount.folder(), variant.clusterSize);
}

std::map<std::string, std::string> treeOf(const fs::path& image)
{
    const Mount mount(image, {"ntfs-3g", "-o", "ro,streams_interface=windows"});
    auto tree = testsupport::hashTree(mount.folder());
    if (fs::exists(mount.folder() / "streams"))
        tree["streams:second"] = testsupport::readFile(mount.folder() / "streams:second");
    tree.erase("System Volume Information");
    return tree;
}

/// Compares $Bitmap with what every file occupies, and the boot sectors and $MFTMirr.
void check(const fs::path& image)
{
    runChecked({"ntfsresize", "--info", "--force", "--force", image});
    runChecked({"ntfsfix", "-n", image});
}

std::uint64_t oracleFreeBytes(const fs::path& image, std::uint64_t clusterSize)
{
    const std::string text = runChecked({"ntfsinfo", "-m", image});
    const std::string label = "Free Clusters: ";
    return std::stoull(text.substr(text.find(label) + label.size())) * clusterSize;
}

/// All that a walk hands over.
class Listing : public engine::FileVisitor {
public:
    void file(const engine::GuestFile& file) override
    {
        ids.insert(file.id);
        kinds[file.id] = file.kind;
        lengths[file.id] = file.length;
        stored[file.id].assign(file.stored.begin(), file.stored.end());
    }
    void named(std::uint64_t id, std::uint64_t parent, std::string_view name) override
    {
        names.insert({{id, parent}, std::string(name)});
    }

    engine::VolumeRangeSet all() const
    {
        std::vector<engine::VolumeRange> ranges;
        for (const auto& [id, own] : stored)
            ranges.insert(ranges.end(), own.begin(), own.end());
        return engine::VolumeRangeSet::of(std::move(ranges));
    }
    std::uint64_t idOf(std::string_view name) const
    {
        for (const auto& [key, value] : names)
            if (value == name)
                return key.first;
        throw std::runtime_error("no file has that name");
    }
    /// Every path of every file.
    std::set<std::string> paths(std::uint64_t root) const
    {
        std::set<std::string> result;
        for (const auto& [key, value] : names)
            for (const std::string& folder : foldersOf(key.second, root))
                result.insert(folder + value);
        return result;
    }

    std::multiset<std::uint64_t> ids;
    std::map<std::uint64_t, engine::FileKind> kinds;
    std::map<std::uint64_t, std::uint64_t> lengths;
    std::map<std::uint64_t, std::vector<engine::VolumeRange>> stored;
    std::multimap<std::pair<std::uint64_t, std::uint64_t>, std::string> names;

private:
    std::vector<std::string> foldersOf(std::uint64_t id, std::uint64_t root) const
    {
        if (id == root)
            return {""};
        std::vector<std::string> result;
        for (auto at = names.lower_bound({id, 0}); at != names.end() && at->first.first == id; ++at)
            for (const std::string& above : foldersOf(at->first.second, root))
                result.push_back(above + at->second + '/');
        return result;
    }
};

/// Every cluster in use belongs to a file, and every file's clusters are in use.
void requireCovered(const fs::path& image)
{
    const auto fileSystem = testsupport::openGuestImage(image);
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::All, listing);
    const engine::VolumeFacts& facts = fileSystem->facts();
    const std::uint64_t whole = facts.length / facts.blockSize * facts.blockSize;
    const auto used = fileSystem->freeSpace().complementIn({engine::VolumeOffset(0), whole});
    if (!(used == listing.all()))
        throw std::runtime_error("the files occupy " + std::to_string(listing.all().total()) + " bytes, " +
                                 std::to_string(used.total()) + " are in use");
    if (listing.kinds.size() != listing.ids.size())
        throw std::runtime_error("a file came twice");
}

std::string codeOf(engine::FileSystem& fileSystem)
{
    try {
        fileSystem.freeSpace();
    } catch (const engine::Error& error) {
        return std::string(error.code());
    }
    return {};
}

std::string blkid(const fs::path& image, const std::string& tag)
{
    std::string value = runChecked({"blkid", "-p", "-s", tag, "-o", "value", image});
    value.pop_back();
    return value;
}

/// What Windows leaves in $LogFile: two restart pages of 4 KiB.
std::string restartPage(std::uint64_t lsn, unsigned clientsInUse, unsigned flags, unsigned version)
{
    std::string page(4096, '\0');
    const auto set = [&page](std::size_t at, unsigned length, std::uint64_t value) {
        NtfsEditor::setNumber(page, at, length, value);
    };
    page.replace(0, 4, "RSTR");
    set(4, 2, 0x1e);
    set(6, 2, 9);
    set(16, 4, 4096);
    set(20, 4, 4096);
    set(24, 2, 0x30);
    set(26, 2, version == 1 ? 1 : 0);
    set(28, 2, version);
    for (std::size_t word = 0; word < 9; ++word)
        set(word == 0 ? 0x1e : word * 512 - 2, 2, 7);
    constexpr std::size_t area = 0x30;
    constexpr std::uint64_t logLength = 2 * mebibyte;
    set(area, 8, lsn);
    set(area + 8, 2, 1);
    set(area + 10, 2, clientsInUse == 0xffff ? 0 : 0xffff);
    set(area + 12, 2, clientsInUse);
    set(area + 14, 2, flags);
    set(area + 16, 4, 67 - 22);
    set(area + 20, 2, 0xe0);
    set(area + 22, 2, 0x40);
    set(area + 24, 8, logLength);
    set(area + 36, 2, 48);
    set(area + 38, 2, 64);
    set(area + 0x40 + 16, 4, 0xffffffff);
    return page;
}

}  // namespace

class NtfsVolumeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void freeIsFree_data();
    void freeIsFree();
    void tellsWhatBlkidTells_data();
    void tellsWhatBlkidTells();
    void listsEveryName();
    void readsAnMftInManyPieces();
    void refuses_data();
    void refuses();
    void readsTheStateOfHiberfil_data();
    void readsTheStateOfHiberfil();
    void findsStoresOfShadowCopies();
    void badClustersAreUsed();
    void freeClustersOfFilesShow();
    void staysRightWhileMounted();
    void looksAtEveryFileWithoutALog();
    void mapsALargeVolumeQuickly();

private:
    /// A volume with a few files.
    static void makeSmall(const fs::path& image);
};

void NtfsVolumeTest::initTestCase()
{
    if (const std::string why = testsupport::whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
}

void NtfsVolumeTest::makeSmall(const fs::path& image)
{
    const Variant variant{512, 4096, 32 * mebibyte};
    testsupport::createSparse(image, variant.size);
    makeVolume(image, variant);
    Random random(1);
    const Mount mount(image, {"ntfs-3g", "-o", "compression,streams_interface=windows"});
    addOddities(mount.folder(), random);
}

void NtfsVolumeTest::freeIsFree_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<quint64>("sectorSize");
    QTest::addColumn<quint64>("clusterSize");
    QTest::addColumn<quint64>("mebibytes");
    struct Row {
        quint64 sectorSize;
        quint64 clusterSize;
        quint64 mebibytes;
    };
    constexpr Row rows[] = {
        {512, 512, 9},    {512, 1024, 12},  {512, 2048, 16},   {512, 4096, 24},      {512, 8192, 40},
        {512, 16384, 48}, {512, 65536, 48}, {512, 131072, 64}, {512, 2097152, 200},  {1024, 1024, 11},
        {2048, 4096, 31}, {4096, 4096, 32}, {4096, 65536, 50}, {4096, 1048576, 140}, {512, 4096, 17},
    };
    const int shard = qEnvironmentVariableIntValue("LAMELLA_SHARD");
    const int shards = std::max(1, qEnvironmentVariableIntValue("LAMELLA_SHARDS"));
    for (int seed = shard; seed < 2 * static_cast<int>(std::size(rows)); seed += shards) {
        const Row& row = rows[static_cast<std::size_t>(seed) / 2];
        QTest::addRow("seed %d: sectors %llu, clusters %llu", seed, row.sectorSize, row.clusterSize)
            << quint64(seed) << row.sectorSize << row.clusterSize << row.mebibytes;
    }
}

void NtfsVolumeTest::freeIsFree()
{
    QFETCH(quint64, seed);
    QFETCH(quint64, sectorSize);
    QFETCH(quint64, clusterSize);
    QFETCH(quint64, mebibytes);
    const Variant variant{sectorSize, clusterSize, mebibytes * mebibyte};
    const testsupport::FileSystemTools tools{
        [&](const fs::path& image, Random&) { makeVolume(image, variant); },
        [&](const fs::path& image, Random& random) { ageVolume(image, random, variant); }, treeOf,
        [&](const fs::path& image) {
            check(image);
            requireCovered(image);
        }};
    testsupport::requireFreeIsFree(tools, variant.size, seed,
                                   [&](const fs::path& image) { return oracleFreeBytes(image, variant.clusterSize); });
}

void NtfsVolumeTest::tellsWhatBlkidTells_data()
{
    QTest::addColumn<quint64>("clusterSize");
    for (const quint64 clusterSize : {512, 4096, 65536, 131072, 2097152})
        QTest::addRow("%llu", clusterSize) << clusterSize;
}

void NtfsVolumeTest::tellsWhatBlkidTells()
{
    QFETCH(quint64, clusterSize);
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    testsupport::createSparse(image, 200 * mebibyte);
    makeVolume(image, {512, clusterSize, 0});
    const auto fileSystem = testsupport::openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    QCOMPARE(facts.state, engine::VolumeState::Clean);
    QCOMPARE(facts.type, blkid(image, "TYPE"));
    QCOMPARE(facts.uuid, blkid(image, "UUID"));
    QCOMPARE(facts.label, std::string("Vorlage \u00e4\U0001f4be"));
    QCOMPARE(facts.blockSize, clusterSize);
    QCOMPARE(facts.length, 200 * mebibyte - 512);
    QCOMPARE(fileSystem->freeSpace().total(), oracleFreeBytes(image, clusterSize));
}

void NtfsVolumeTest::listsEveryName()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    const Variant variant{512, 1024, 24 * mebibyte};
    testsupport::createSparse(image, variant.size);
    makeVolume(image, variant);
    {
        const Mount mount(image, {"ntfs-3g"});
        Random random(5);
        testsupport::age(mount.folder(), random, {variant.size / 3, 300, true});
        fragment(mount.folder(), variant.clusterSize);
        testsupport::writeFile(mount.folder() / "\u00e4\u4e2d\U0001f4be", "x");
    }
    const auto fileSystem = testsupport::openGuestImage(image);
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::All, listing);
    std::set<std::string> expected;
    for (const auto& [path, value] : treeOf(image)) {
        expected.insert(path);
        if (value.starts_with("file ")) {
            const std::uint64_t id = listing.idOf(fs::path(path).filename().string());
            QCOMPARE(listing.kinds.at(id), engine::FileKind::File);
            QCOMPARE(std::to_string(listing.lengths.at(id)), value.substr(5, value.find(' ', 5) - 5));
        }
    }
    std::set<std::string> found = listing.paths(fileSystem->rootFolder());
    std::erase_if(found, [](const std::string& path) { return path.starts_with('$'); });
    QCOMPARE(found.size(), expected.size());
    QVERIFY(found == expected);
}

/// So many that $MFT itself needs an attribute list.
void NtfsVolumeTest::readsAnMftInManyPieces()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    testsupport::createSparse(image, 8 * mebibyte);
    makeVolume(image, {512, 512, 0});
    {
        const Mount mount(image, {"ntfs-3g"});
        const auto write = [&](unsigned number, std::size_t length) {
            std::ofstream file(mount.folder() / std::to_string(number), std::ios::binary);
            return (file << std::string(length, 'x') << std::flush).good();
        };
        unsigned number = 0;
        while (write(number, 800))
            ++number;
        const unsigned full = number;
        for (std::size_t length = 1 << 20; length > 400; length /= 2)
            while (write(++number, length))
                continue;
        for (unsigned other = 0; other < full; other += 2)
            fs::remove(mount.folder() / std::to_string(other));
        while (write(++number, 0))
            continue;
    }
    NtfsEditor::attribute(NtfsEditor(image).record(0), 0x20);
    check(image);
    requireCovered(image);
    const auto before = treeOf(image);
    const auto fileSystem = testsupport::openGuestImage(image);
    const auto free = fileSystem->freeSpace();
    QCOMPARE(free.total(), oracleFreeBytes(image, 512));
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::All, listing);
    std::set<std::string> found = listing.paths(fileSystem->rootFolder());
    std::erase_if(found, [](const std::string& path) { return path.starts_with('$'); });
    QCOMPARE(found.size(), before.size());
    Random random(6);
    testsupport::fillWithRandom(image, free, random);
    QCOMPARE(testsupport::difference(before, treeOf(image)), std::string());
}

namespace {

/// Changes a sound volume so that nothing in it may count as free.
using Damage = std::function<void(NtfsEditor&)>;

struct Refusal {
    const char* name;
    const char* state;
    const char* code;
    Damage damage;
};

void setVolumeFlags(NtfsEditor& editor, std::uint64_t flags)
{
    std::string record = editor.record(3);
    NtfsEditor::setNumber(record, NtfsEditor::value(record, 0x70) + 10, 2, flags);
    editor.writeRecord(3, record);
}

void setVersion(NtfsEditor& editor, std::uint64_t major, std::uint64_t minor)
{
    std::string record = editor.record(3);
    const std::size_t value = NtfsEditor::value(record, 0x70);
    NtfsEditor::setNumber(record, value + 8, 1, major);
    NtfsEditor::setNumber(record, value + 9, 1, minor);
    editor.writeRecord(3, record);
}

void setLog(NtfsEditor& editor, const std::string& first, const std::string& second)
{
    editor.write(editor.dataOffset(2), first + second);
}

/// A field of the boot sector.
Damage boot(std::size_t at, unsigned length, std::uint64_t value)
{
    return [=](NtfsEditor& editor) {
        std::string sector = editor.read(0, 512);
        NtfsEditor::setNumber(sector, at, length, value);
        editor.write(0, sector);
    };
}

/// The volume header of shadow copies, and a catalog with one entry in the last sectors of the volume.
Damage shadowCopies(std::uint64_t entryType)
{
    return [=](NtfsEditor& editor) {
        const std::string identifier = "\x6b\x87\x08\x38\x76\xc1\x48\x4e\xb7\xae\x04\x04\x6e\x6c\xc7\x52";
        const std::uint64_t catalog = 31 * mebibyte;
        std::string header(512, '\0');
        header.replace(0, identifier.size(), identifier);
        NtfsEditor::setNumber(header, 16, 4, 1);
        NtfsEditor::setNumber(header, 20, 4, 1);
        NtfsEditor::setNumber(header, 48, 8, catalog);
        editor.write(0x1e00, header);
        std::string block(0x4000, '\0');
        block.replace(0, identifier.size(), identifier);
        NtfsEditor::setNumber(block, 20, 4, 2);
        NtfsEditor::setNumber(block, 128 * 7, 8, entryType);
        editor.write(catalog, block);
    };
}

std::vector<Refusal> stateRefusals()
{
    const auto flags = [](std::uint64_t value) { return [=](NtfsEditor& editor) { setVolumeFlags(editor, value); }; };
    const auto log = [](const std::string& first, const std::string& second) {
        return [=](NtfsEditor& editor) { setLog(editor, first, second); };
    };
    const std::string closed = restartPage(100, 0xffff, 0, 1);
    const std::string marked = restartPage(100, 0, 2, 1);
    const std::string open = restartPage(200, 0, 0, 1);
    const std::string fast = restartPage(200, 0, 2, 2);
    std::string torn = closed;
    torn[2 * 512 - 1] = 'x';
    std::string checked = closed;
    checked.replace(0, 4, "CHKD");
    return {
        {"sound", "clean", "", [](NtfsEditor&) {}},
        {"dirty", "dirty", "volume.dirty", flags(1)},
        {"log to be resized", "dirty", "volume.dirty", flags(2)},
        {"upgrade on mount", "dirty", "volume.dirty", flags(4)},
        {"chkdsk underway", "dirty", "volume.dirty", flags(0x4000)},
        {"modified by chkdsk", "dirty", "volume.dirty", flags(0x8000)},
        {"what Windows sets", "clean", "", flags(0x80)},
        {"log closed", "clean", "", log(closed, closed)},
        {"log marked clean", "clean", "", log(marked, marked)},
        {"log closed, older page open", "clean", "", log(restartPage(300, 0xffff, 0, 1), open)},
        {"log open", "needsRecovery", "volume.needsRecovery", log(open, open)},
        {"newer log page open", "needsRecovery", "volume.needsRecovery", log(closed, open)},
        {"log of a fast startup", "needsRecovery", "volume.needsRecovery", log(fast, fast)},
        {"second log page torn", "needsRecovery", "volume.needsRecovery", log(closed, torn)},
        {"log of chkdsk", "needsRecovery", "volume.needsRecovery", log(checked, checked)},
        {"log of garbage", "needsRecovery", "volume.needsRecovery", log("garbage", "")},
        {"shadow copy", "clean", "ntfs.shadowCopies", shadowCopies(2)},
        {"shadow store", "clean", "ntfs.shadowCopies", shadowCopies(3)},
        {"shadow copy that was deleted", "clean", "", shadowCopies(1)},
        {"shadow copies on another volume", "clean", "ntfs.shadowCopies",
         [](NtfsEditor& editor) {
             shadowCopies(1)(editor);
             editor.write(0x1e00 + 80, "elsewhere");
         }},
        {"shadow copy catalog in a loop", "clean", "ntfs.shadowCopies",
         [](NtfsEditor& editor) {
             shadowCopies(1)(editor);
             editor.write(31 * mebibyte + 40, editor.read(0x1e00 + 48, 8));
         }},
        {"NTFS 1.2", "unknown", "ntfs.version", [](NtfsEditor& editor) { setVersion(editor, 1, 2); }},
        {"NTFS 4.0", "unknown", "ntfs.version", [](NtfsEditor& editor) { setVersion(editor, 4, 0); }},
    };
}

std::vector<Refusal> damageRefusals()
{
    const auto free = [](std::uint64_t number) {
        return [=](NtfsEditor& editor) { editor.mark(editor.dataOffset(number) / editor.clusterSize(), false); };
    };
    return {
        {"cluster of $MFT free", "clean", "volume.contradiction", free(0)},
        {"cluster of $LogFile free", "clean", "volume.contradiction", free(2)},
        {"cluster of $Bitmap free", "clean", "volume.contradiction", free(6)},
        {"boot sector free", "clean", "volume.contradiction", [](NtfsEditor& editor) { editor.mark(0, false); }},
        {"cluster size of 768", "unknown", "field.notAllowed", boot(13, 1, 3)},
        {"cluster size of 8 MiB", "unknown", "field.tooLarge", boot(13, 1, 256 - 14)},
        {"sector size of 8 KiB", "unknown", "field.tooLarge", boot(11, 2, 8192)},
        {"sectors beyond the volume", "unknown", "field.tooLarge", boot(40, 8, 1ULL << 40)},
        {"no sectors", "unknown", "field.tooSmall", boot(40, 8, 0)},
        {"MFT outside", "unknown", "field.outsideFile", boot(48, 8, 1 << 20)},
        {"MFT in the boot sector", "unknown", "field.tooSmall", boot(48, 8, 0)},
        {"record size of 2 GiB", "unknown", "field.tooLarge", boot(64, 1, 0xe1)},
        {"MFT elsewhere", "unknown", "volume.contradiction", boot(48, 8, 77)},
        {"mirror elsewhere", "unknown", "volume.contradiction",
         [](NtfsEditor& editor) { editor.write(editor.dataOffset(1) + 56, "x"); }},
        {"torn record", "clean", "volume.checksum",
         [](NtfsEditor& editor) { editor.write(editor.recordOffset(6) + 510, "xx"); }},
        {"$Bitmap beyond the volume", "clean", "volume.contradiction",
         [](NtfsEditor& editor) {
             editor.setMappingPairs(6, 0x80, "", {"\x31\x01\x00\x00\x7f\x00", 6});
         }},
        {"$Bitmap over $MFT", "clean", "volume.contradiction",
         [](NtfsEditor& editor) {
             editor.setMappingPairs(6, 0x80, "", {"\x11\x01\x04\x00", 4});
         }},
        {"$Bitmap with a hole", "clean", "volume.contradiction",
         [](NtfsEditor& editor) {
             editor.setMappingPairs(6, 0x80, "", {"\x01\x01\x00", 3});
         }},
        {"$UpCase that only the library reads", "clean", "ntfs.libraryRefuses",
         [](NtfsEditor& editor) { editor.write(editor.dataOffset(10) + 2 * 'a', "b"); }},
    };
}

}  // namespace

Q_DECLARE_METATYPE(Damage)

void NtfsVolumeTest::refuses_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("code");
    QTest::addColumn<Damage>("damage");
    for (const auto& refusals : {stateRefusals(), damageRefusals()})
        for (const Refusal& refusal : refusals)
            QTest::newRow(refusal.name) << refusal.state << refusal.code << refusal.damage;
}

void NtfsVolumeTest::refuses()
{
    QFETCH(QString, state);
    QFETCH(QString, code);
    QFETCH(Damage, damage);
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    testsupport::createSparse(image, 32 * mebibyte);
    makeVolume(image, {512, 4096, 0});
    {
        NtfsEditor editor(image);
        damage(editor);
    }
    const auto fileSystem = testsupport::openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    QCOMPARE(facts.type, std::string("ntfs"));
    QCOMPARE(QString::fromStdString(std::string(engine::name(facts.state))), state);
    const std::string found = facts.reason ? std::string(facts.reason->code()) : codeOf(*fileSystem);
    QCOMPARE(QString::fromStdString(found), code);
}

void NtfsVolumeTest::readsTheStateOfHiberfil_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("hibernated");
    const auto page = [](const char* magic) { return QByteArray(magic) + QByteArray(10'000, '\0'); };
    QTest::newRow("none") << "other.sys" << page("hibr") << false;
    QTest::newRow("hibr") << "hiberfil.sys" << page("hibr") << true;
    QTest::newRow("HIBR") << "hiberfil.sys" << page("HIBR") << true;
    QTest::newRow("resuming") << "hiberfil.sys" << page("RSTR") << true;
    QTest::newRow("failed to resume") << "hiberfil.sys" << page("wake") << true;
    QTest::newRow("case") << "HiberFil.SYS" << page("hibr") << true;
    QTest::newRow("short") << "hiberfil.sys" << QByteArray("hibr") << true;
    QTest::newRow("only its header is zero") << "hiberfil.sys" << page("") + page("rest") << false;
    QTest::newRow("zeros at first") << "hiberfil.sys" << QByteArray(4000, '\0') + "x" << true;
    QTest::newRow("empty") << "hiberfil.sys" << QByteArray() << false;
}

void NtfsVolumeTest::readsTheStateOfHiberfil()
{
    QFETCH(QString, fileName);
    QFETCH(QByteArray, content);
    QFETCH(bool, hibernated);
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    makeSmall(image);
    {
        const Mount mount(image, {"ntfs-3g"});
        // So many that the root folder has a tree of index blocks.
        for (int i = 0; i < 200; ++i)
            testsupport::writeFile(mount.folder() / ("file " + std::to_string(i)), "");
        testsupport::writeFile(mount.folder() / fileName.toStdString(), content.toStdString());
    }
    const auto fileSystem = testsupport::openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    QCOMPARE(facts.state, hibernated ? engine::VolumeState::Hibernated : engine::VolumeState::Clean);
    QCOMPARE(facts.reason ? std::string(facts.reason->code()) : "", hibernated ? "volume.hibernated" : "");
}

void NtfsVolumeTest::findsStoresOfShadowCopies()
{
    const std::string identifier = "{3808876B-c176-4e48-b7ae-04046e6cc752}";
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    makeSmall(image);
    const auto add = [&](const std::string& name) {
        const Mount mount(image, {"ntfs-3g"});
        fs::create_directory(mount.folder() / "System Volume Information");
        testsupport::writeFile(mount.folder() / "System Volume Information" / name, "");
    };
    add(identifier);
    QCOMPARE(codeOf(*testsupport::openGuestImage(image)), std::string());
    add("{b5946137-7b9f-4925-af80-51abd60b20d5}" + identifier);
    QCOMPARE(codeOf(*testsupport::openGuestImage(image)), std::string("ntfs.shadowCopies"));
}

void NtfsVolumeTest::badClustersAreUsed()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    makeSmall(image);
    const std::uint64_t bad = 6000;
    const auto place = engine::VolumeOffset(bad * 4096);
    const auto before = testsupport::openGuestImage(image);
    QVERIFY(before->freeSpace().contains(place));
    // 6000 clusters of nothing, the bad one, the rest of the 8191.
    const std::string pairs{"\x02\x70\x17\x21\x01\x70\x17\x02\x8e\x08\x00", 11};
    NtfsEditor(image).setMappingPairs(8, 0x80, "$Bad", pairs);
    QCOMPARE(codeOf(*testsupport::openGuestImage(image)), std::string("volume.contradiction"));
    NtfsEditor(image).mark(bad, true);
    const auto after = testsupport::openGuestImage(image);
    QVERIFY(!after->freeSpace().contains(place));
    QCOMPARE(after->freeSpace().total(), before->freeSpace().total() - 4096);
    QCOMPARE(after->freeSpace().total(), oracleFreeBytes(image, 4096));
}

void NtfsVolumeTest::freeClustersOfFilesShow()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    makeSmall(image);
    for (const char* name : {"text", "sparse", "streams", "\u00e4\u4e2d\U0001f4be"}) {
        Listing listing;
        testsupport::openGuestImage(image)->visitFiles(engine::WalkScope::All, listing);
        const auto stored = listing.stored.at(listing.idOf(name));
        QVERIFY2(!stored.empty(), name);
        const engine::VolumeOffset last(stored.back().end().bytes() - 4096);
        NtfsEditor(image).mark(last.bytes() / 4096, false);
        const auto free = testsupport::openGuestImage(image)->freeSpace();
        QVERIFY2(free.contains(last), name);
        QCOMPARE(intersectionOf(listing.all(), free).total(), std::uint64_t{4096});
        NtfsEditor(image).mark(last.bytes() / 4096, true);
    }
}

/// libntfs-3g marks nothing while it has a volume mounted; it writes its maps before what depends on them.
void NtfsVolumeTest::staysRightWhileMounted()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    const fs::path copy = scratch / "copy.raw";
    makeSmall(image);
    {
        const Mount mount(image, {"ntfs-3g", "-o", "streams_interface=windows"});
        Random random(3);
        testsupport::age(mount.folder(), random, {8 * mebibyte, 100, false});
        std::ofstream open(mount.folder() / "growing", std::ios::binary);
        open << std::string(2 * mebibyte, 'g') << std::flush;
        fs::remove(mount.folder() / "sparse");
        fs::copy_file(image, copy);
    }
    const auto before = treeOf(copy);
    const auto fileSystem = testsupport::openGuestImage(copy);
    QCOMPARE(fileSystem->facts().state, engine::VolumeState::Clean);
    const auto free = fileSystem->freeSpace();
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::All, listing);
    QVERIFY(intersectionOf(free, listing.all()).empty());
    Random random(4);
    testsupport::fillWithRandom(copy, free, random);
    QCOMPARE(testsupport::difference(before, treeOf(copy)), std::string());
}

/// After a crash the guest's cache may have written the records and not $Bitmap.
void NtfsVolumeTest::looksAtEveryFileWithoutALog()
{
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    makeSmall(image);
    {
        const Mount mount(image, {"ntfs-3g"});
        for (int i = 0; i < 2000; ++i)
            testsupport::writeFile(mount.folder() / ("file " + std::to_string(i)), std::string(1500, 'x'));
    }
    const auto idsOf = [&image](engine::WalkScope scope) {
        Listing listing;
        testsupport::openGuestImage(image)->visitFiles(scope, listing);
        return listing.ids;
    };
    const auto all = idsOf(engine::WalkScope::All);
    QVERIFY(all.size() > 2000);
    QVERIFY(idsOf(engine::WalkScope::Sample) == all);
    {
        NtfsEditor editor(image);
        setLog(editor, restartPage(100, 0xffff, 0, 1), restartPage(100, 0xffff, 0, 1));
    }
    QVERIFY(idsOf(engine::WalkScope::Sample).size() < 1000);
    QVERIFY(idsOf(engine::WalkScope::All) == all);
}

void NtfsVolumeTest::mapsALargeVolumeQuickly()
{
    constexpr std::uint64_t size = 100ULL << 30;
    const Scratch scratch;
    const fs::path image = scratch / "guest.raw";
    testsupport::createSparse(image, size);
    makeVolume(image, {512, 4096, size});
    {
        const Mount mount(image, {"ntfs-3g"});
        for (int i = 0; i < 2000; ++i)
            testsupport::writeFile(mount.folder() / ("file " + std::to_string(i)), std::string(20'000, 'x'));
    }
    const auto start = std::chrono::steady_clock::now();
    const auto fileSystem = testsupport::openGuestImage(image);
    const auto free = fileSystem->freeSpace();
    Listing listing;
    fileSystem->visitFiles(engine::WalkScope::Sample, listing);
    const auto spent = std::chrono::steady_clock::now() - start;
    QCOMPARE(free.total(), oracleFreeBytes(image, 4096));
    QVERIFY(intersectionOf(free, listing.all()).empty());
    QVERIFY(listing.ids.size() > 400);
#ifndef LAMELLA_SANITIZED
    QVERIFY2(spent < std::chrono::seconds(1), std::to_string(spent / std::chrono::milliseconds(1)).c_str());
#endif
    qInfo("100 GiB: %lld ms", static_cast<long long>(spent / std::chrono::milliseconds(1)));
}

QTEST_GUILESS_MAIN(NtfsVolumeTest)
#include "ntfs_volume_test.moc"
