#include "support/extract_files.h"
#include "support/fat_editor.h"
#include "support/fat_tools.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <QTest>

using namespace testsupport;
namespace fs = std::filesystem;

namespace {

constexpr unsigned allTypes[] = {12, 16, 32};

std::uint64_t freeBytes(const fs::path& image)
{
    return openGuestImage(image)->freeSpace().total();
}

}  // namespace

class FatVolumeTest : public QObject {
    Q_OBJECT

private slots:
    void freeIsFree_data();
    void freeIsFree();
    void readsFat32OfFewClusters_data();
    void readsFat32OfFewClusters();
    void filesAreThoseOfTheTree_data();
    void filesAreThoseOfTheTree();
    void keepsWhatIsInUseWithoutAFile();
    void factsAreThoseOfBlkid();
    void isNotTakenForOthers();
    void walksDeepFolders();

private:
    Scratch scratch_;
};

void FatVolumeTest::freeIsFree_data()
{
    QTest::addColumn<unsigned>("type");
    QTest::addColumn<quint64>("seed");
    for (const unsigned type : allTypes)
        for (quint64 seed = 1; seed <= 12; ++seed)
            QTest::addRow("FAT%u seed %llu", type, seed) << type << seed;
}

void FatVolumeTest::freeIsFree()
{
    QFETCH(unsigned, type);
    QFETCH(quint64, seed);
    try {
        Random random(seed);
        requireFreeIsFree(fatTools(type), fatVolumeSize(type, random), seed, fatFreeBytes);
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
}

void FatVolumeTest::readsFat32OfFewClusters_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void FatVolumeTest::readsFat32OfFewClusters()
{
    QFETCH(quint64, seed);
    try {
        Random random(seed);
        requireFreeIsFree(smallFat32Tools(), fatVolumeSize(32, random), seed, fatFreeBytes);
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
    // As small as mkfs.vfat makes it.
    const fs::path image = scratch_ / "small";
    createSparse(image, (1 + seed) << 20);
    runChecked({"mkfs.vfat", "-F", "32", "-s", "1", image.string()});
    const auto fileSystem = openGuestImage(image);
    QCOMPARE(fileSystem->facts().state, engine::VolumeState::Clean);
    QCOMPARE(fileSystem->freeSpace().total(), fatFreeBytes(image));
}

void FatVolumeTest::filesAreThoseOfTheTree_data()
{
    QTest::addColumn<unsigned>("type");
    for (const unsigned type : allTypes)
        QTest::addRow("FAT%u", type) << type;
}

void FatVolumeTest::filesAreThoseOfTheTree()
{
    QFETCH(unsigned, type);
    Random random(100 + type);
    const fs::path image = scratch_ / ("tree" + std::to_string(type));
    createSparse(image, fatVolumeSize(type, random));
    const FileSystemTools tools = fatTools(type);
    tools.make(image, random);
    tools.age(image, random);

    const Scratch extracted;
    const auto fileSystem = openGuestImage(image);
    extractFiles(*fileSystem, image, extracted.path());
    const auto expected = tools.tree(image);
    QVERIFY(expected.size() > 20);
    QCOMPARE(difference(expected, hashTree(extracted.path())), std::string());
    // Otherwise the volume was not aged, and nothing was shown.
    const engine::VolumeRangeSet free = fileSystem->freeSpace();
    QVERIFY(free.ranges().size() > 5);
}

void FatVolumeTest::keepsWhatIsInUseWithoutAFile()
{
    for (const unsigned type : allTypes) {
        const fs::path image = makeKnownFat(scratch_ / "lost", type);
        const std::uint64_t before = freeBytes(image);
        FatEditor editor(image, type);
        std::uint64_t taken = 0;
        for (const std::uint64_t mark : {0xff7, 0xff1, 0xfff}) {
            editor.setEntry(editor.firstFree(), editor.mark(mark));
            taken += editor.clusterSize();
        }
        editor.write(editor.fsInfo() + 488, 0xffffffff, type == 32 ? 4 : 0);
        QCOMPARE(freeBytes(image), before - taken);
    }
}

void FatVolumeTest::factsAreThoseOfBlkid()
{
    const std::vector<Command> makers{{}, {"-n", "Some Label"}, {"-i", "00ff1234", "-n", "X"}};
    for (const unsigned type : allTypes) {
        for (const Command& options : makers) {
            const fs::path image = makeKnownFat(scratch_ / "facts", type, options);
            const auto fileSystem = openGuestImage(image);
            const engine::VolumeFacts& facts = fileSystem->facts();
            const auto blkid = [&](const char* tag) {
                const std::string text = run({"blkid", "-p", "-o", "value", "-s", tag, image.string()}).out;
                return text.substr(0, text.find('\n'));
            };
            QCOMPARE(facts.type, blkid("TYPE"));
            QCOMPARE(facts.label, blkid("LABEL"));
            QCOMPARE(facts.uuid, blkid("UUID"));
            QCOMPARE(facts.blockSize, std::uint64_t{512});
            QCOMPARE(facts.length, std::uint64_t{fs::file_size(image)});
        }
    }
}

void FatVolumeTest::isNotTakenForOthers()
{
    const fs::path image = scratch_ / "other";
    createSparse(image, 8 << 20);
    runChecked({"mkfs.ntfs", "-q", "-F", "-Q", image.string()});
    QVERIFY(openGuestImage(image)->facts().type != "vfat");
    createSparse(image, 8 << 20);
    runChecked({"mkfs.exfat", image.string()});
    QCOMPARE(openGuestImage(image)->facts().type, std::string("exfat"));
    // What BitLocker To Go writes is a FAT boot sector too.
    makeKnownFat(image, 16);
    VolumeEditor editor(image);
    editor.write(424, 0x4ad82e294967d63b, 8);
    editor.write(432, 0x01d0e339a3f69983, 8);
    QVERIFY(openGuestImage(image)->facts().type != "vfat");
}

void FatVolumeTest::walksDeepFolders()
{
    const fs::path image = makeKnownFat(scratch_ / "deep", 16);
    Command folders;
    std::string path = "::/";
    for (unsigned depth = 0; depth < 60; ++depth)
        folders.push_back(path += "d/");
    for (std::string& name : folders)
        name.pop_back();
    runChecked(mtools(image, "mmd", folders));
    QCOMPARE(freeBytes(image), fatFreeBytes(image));
}

QTEST_GUILESS_MAIN(FatVolumeTest)
#include "fat_volume_test.moc"
