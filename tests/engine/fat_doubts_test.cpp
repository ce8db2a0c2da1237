#include "support/fat_editor.h"
#include "support/fat_tools.h"
#include "support/guest_tree.h"
#include "support/scratch.h"
#include "support/verdict.h"

#include <QTest>

#include <functional>

using namespace testsupport;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view fileA = "A       BIN";
constexpr std::string_view fileB = "B       BIN";
constexpr std::string_view folder = "FOLDER     ";
constexpr std::string_view inner = "INNER      ";
const std::vector<unsigned> allTypes{12, 16, 32};

struct Change {
    const char* name;
    std::vector<unsigned> types;
    std::function<void(FatEditor&)> change;
    const char* verdict;
};

/// Every way in which a volume says that it is in use, or broken.
std::vector<Change> states()
{
    const auto stateByte = [](FatEditor& volume) { return volume.type() == 32 ? 65U : 37U; };
    const auto clean = [](FatEditor& volume) { return volume.type() == 16 ? 0x8000ULL : 0x8000000ULL; };
    return {
        {"as it was made", allTypes, [](FatEditor&) {}, "free"},
        {"in use", allTypes, [=](FatEditor& v) { v.write(stateByte(v), 1, 1); }, "dirty volume.dirty BS_Reserved1"},
        {"surface test", allTypes, [=](FatEditor& v) { v.write(stateByte(v), 2, 1); },
         "dirty volume.dirty BS_Reserved1"},
        {"clean bit",
         {16, 32},
         [=](FatEditor& v) { v.setEntry(1, v.entry(1) & ~clean(v)); },
         "dirty volume.dirty ClnShutBitMask"},
        {"clean bit of the copy",
         {16, 32},
         [=](FatEditor& v) { v.setEntryOf(1, 1, v.entry(1) & ~clean(v)); },
         "dirty volume.dirty ClnShutBitMask"},
        {"error bit",
         {16, 32},
         [=](FatEditor& v) { v.setEntry(1, v.entry(1) & ~(clean(v) / 2)); },
         "dirty volume.dirty HrdErrBitMask"},
        {"media", allTypes, [](FatEditor& v) { v.setEntry(0, v.mark(0xff0)); }, "unknown volume.contradiction FAT[0]"},
        {"type name", allTypes,
         [](FatEditor& v) { v.write(v.type() == 32 ? 85 : 57, v.type() == 16 ? 0x3231 : 0x3631, 2); },
         "unknown volume.contradiction BS_FilSysType"},
        {"backup differs",
         {32},
         [](FatEditor& v) { v.write(6 * 512 + 36, 1, 1); },
         "unknown volume.contradiction backup boot sector"},
        {"version", {32}, [](FatEditor& v) { v.write(42, 1, 2); }, "unknown volume.unknownFeature BPB_FSVer"},
        {"flags", {32}, [](FatEditor& v) { v.write(40, 0x100, 2); }, "unknown volume.unknownFeature BPB_ExtFlags"},
    };
}

/// Tables and directories that contradict each other.
std::vector<Change> contradictions()
{
    return {
        {"copies differ", allTypes, [](FatEditor& v) { v.setEntryOf(1, v.firstFree(), v.mark(0xfff)); },
         "clean volume.contradiction FAT copy"},
        {"free count",
         {32},
         [](FatEditor& v) { v.write(v.fsInfo() + 488, 7, 4); },
         "clean volume.freeCount FSI_Free_Count"},
        {"free count unknown", {32}, [](FatEditor& v) { v.write(v.fsInfo() + 488, 0xffffffff, 4); }, "free"},
        {"FSInfo signature",
         {32},
         [](FatEditor& v) { v.write(v.fsInfo() + 484, 0, 1); },
         "clean volume.contradiction FSInfo"},
        {"FSInfo outside",
         {32},
         [](FatEditor& v) {
             v.write(48, 99, 2);
             v.write(6 * 512 + 48, 99, 2);
         },
         "clean field.tooLarge BPB_FSInfo"},
        {"loop to the start", allTypes,
         [](FatEditor& v) { v.setEntry(chainCluster(v, v.find(fileA), 4), v.firstCluster(v.find(fileA))); },
         "clean volume.contradiction crossed cluster chain"},
        {"loop to the middle", allTypes,
         [](FatEditor& v) { v.setEntry(chainCluster(v, v.find(fileA), 4), chainCluster(v, v.find(fileA), 2)); },
         "clean volume.contradiction crossed cluster chain"},
        {"crossed chains", allTypes,
         [](FatEditor& v) { v.setEntry(chainCluster(v, v.find(fileB), 2), v.firstCluster(v.find(fileA))); },
         "clean volume.contradiction crossed cluster chain"},
        {"two entries for one chain", allTypes,
         [](FatEditor& v) { v.setFirstCluster(v.find(fileB), v.firstCluster(v.find(fileA))); },
         "clean volume.contradiction crossed cluster chain"},
        {"chain into free space", allTypes, [](FatEditor& v) { v.setEntry(chainCluster(v, v.find(fileA), 3), 0); },
         "clean volume.contradiction open cluster chain"},
        {"entry of a free cluster", allTypes, [](FatEditor& v) { v.setFirstCluster(v.find(fileA), v.firstFree()); },
         "clean volume.contradiction open cluster chain"},
        {"chain into a bad cluster", allTypes,
         [](FatEditor& v) { v.setEntry(chainCluster(v, v.find(fileA), 3), v.mark(0xff7)); },
         "clean volume.contradiction broken cluster chain"},
        {"link to cluster 1", allTypes, [](FatEditor& v) { v.setEntry(chainCluster(v, v.find(fileA), 3), 1); },
         "clean volume.contradiction broken cluster chain"},
        {"link out of the volume",
         {16, 32},
         [](FatEditor& v) { v.setEntry(chainCluster(v, v.find(fileA), 3), v.mark(0xff0) - 16); },
         "clean volume.contradiction FAT entry"},
        {"first cluster outside", allTypes, [](FatEditor& v) { v.setFirstCluster(v.find(fileA), v.mark(0xff0) - 1); },
         "clean volume.contradiction first cluster"},
        {"folder without a cluster", allTypes, [](FatEditor& v) { v.setFirstCluster(v.find(folder), 0); },
         "clean volume.contradiction first cluster"},
        {"longer than its chain", allTypes, [](FatEditor& v) { v.write(v.find(fileA) + 28, 2561, 4); },
         "clean volume.contradiction short cluster chain"},
        {"content without a cluster", allTypes, [](FatEditor& v) { v.setFirstCluster(v.find(fileA), 0); },
         "clean volume.contradiction short cluster chain"},
        {"folder in itself", allTypes,
         [](FatEditor& v) {
             const std::uint64_t outer = v.firstCluster(v.find(folder));
             v.setFirstCluster(v.find(inner, v.clusterOffset(outer)), outer);
         },
         "clean volume.contradiction crossed cluster chain"},
        {"loop of the root",
         {32},
         [](FatEditor& v) { v.setEntry(v.read(44, 4), v.read(44, 4)); },
         "unknown volume.contradiction crossed cluster chain"},
    };
}

/// Numbers of the boot sector that cannot be.
std::vector<Change> absurdParameters()
{
    const auto put = [](std::uint64_t at, std::uint64_t value, unsigned bytes) {
        return [=](FatEditor& volume) { volume.write(at, value, bytes); };
    };
    return {
        {"no jump", allTypes, put(0, 0, 1), "unknown volume.noSignature"},
        {"no signature", allTypes, put(510, 0, 2), "unknown volume.noSignature"},
        {"sectors of 8192 bytes", allTypes, put(11, 8192, 2), "unknown field.tooLarge BPB_BytsPerSec"},
        {"sectors of 513 bytes", allTypes, put(11, 513, 2), "unknown volume.noSignature"},
        {"clusters of 3 sectors", allTypes, put(13, 3, 1), "unknown volume.noSignature"},
        {"nothing reserved", allTypes, put(14, 0, 2), "unknown volume.noSignature"},
        {"9 tables", allTypes, put(16, 9, 1), "unknown field.tooLarge BPB_NumFATs"},
        {"no root entries", {12, 16}, put(17, 0, 2), "unknown field.tooSmall BPB_RootEntCnt"},
        {"root entries of FAT32", {32}, put(17, 512, 2), "unknown field.tooLarge BPB_RootEntCnt"},
        {"3 root entries", allTypes, put(17, 3, 2), "unknown field.unaligned BPB_RootEntCnt"},
        {"no sectors",
         {12, 16},
         [](FatEditor& v) {
             v.write(19, 0, 2);
             v.write(32, 0, 4);
         },
         "unknown field.tooSmall BPB_TotSec32"},
        {"two lengths", {12, 16}, put(32, 77, 4), "unknown field.notAllowed BPB_TotSec32"},
        {"longer than the volume",
         {32},
         [](FatEditor& v) { v.write(32, v.read(32, 4) + 1, 4); },
         "unknown volume.cutOff 35652096"},
        {"all tables", {12, 16}, put(22, 0xffff, 2), "unknown field.tooSmall BPB_TotSec32"},
        {"a table too short", {12, 16}, put(22, 1, 2), "unknown field.tooSmall BPB_FATSz"},
        {"no table", {32}, put(36, 0, 4), "unknown field.tooSmall BPB_FATSz"},
        {"short and long table", {32}, put(22, 1, 2), "unknown field.notAllowed BPB_FATSz16"},
        {"too many clusters for FAT16",
         {16},
         [](FatEditor& v) {
             v.write(19, 0, 2);
             v.write(32, 66'000, 4);
         },
         "unknown field.notAllowed BPB_FATSz16"},
        {"root outside", {32}, put(44, 0xffffff0, 4), "unknown field.tooLarge BPB_RootClus"},
        {"root in cluster 1", {32}, put(44, 1, 4), "unknown field.tooSmall BPB_RootClus"},
        {"third table active", {32}, put(40, 0x82, 2), "unknown field.tooLarge BPB_ExtFlags"},
    };
}

void addRows(const std::vector<Change>& changes)
{
    QTest::addColumn<unsigned>("type");
    QTest::addColumn<std::function<void(FatEditor&)>>("change");
    QTest::addColumn<QString>("verdict");
    for (const Change& change : changes)
        for (const unsigned type : change.types)
            QTest::addRow("FAT%u %s", type, change.name) << type << change.change << QString(change.verdict);
}

}  // namespace

/// Volumes that must not be trusted, each with its reason; made from a good one by changing a few bytes.
class FatDoubtsTest : public QObject {
    Q_OBJECT

private slots:
    void tellsStates_data() { addRows(states()); }
    void tellsStates() { compareVerdict(); }
    void refusesContradictions_data() { addRows(contradictions()); }
    void refusesContradictions() { compareVerdict(); }
    void refusesAbsurdParameters_data() { addRows(absurdParameters()); }
    void refusesAbsurdParameters() { compareVerdict(); }
    void tellsASuspendedWindows_data();
    void tellsASuspendedWindows();
    void readsTheActiveTableOnly();
    void refusesATruncatedVolume();

private:
    void compareVerdict();

    Scratch scratch_;
};

void FatDoubtsTest::compareVerdict()
{
    QFETCH(unsigned, type);
    QFETCH(std::function<void(FatEditor&)>, change);
    QFETCH(QString, verdict);
    const fs::path good = scratch_ / ("good" + std::to_string(type));
    if (!fs::exists(good))
        makeKnownFat(good, type);
    const fs::path image = scratch_ / "changed";
    runChecked({"cp", "--sparse=always", good.string(), image.string()});
    FatEditor editor(image, type);
    change(editor);
    QCOMPARE(QString::fromStdString(verdictOn(image)), verdict);
}

void FatDoubtsTest::tellsASuspendedWindows_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("verdict");
    const QString hibernated = "hibernated volume.hibernated HIBERFIL.SYS";
    QTest::newRow("suspended") << "HIBERFIL.SYS"
                               << "hibr" << hibernated;
    QTest::newRow("lower case") << "hiberfil.sys"
                                << "HIBR" << hibernated;
    QTest::newRow("being restored") << "hiberfil.sys"
                                    << "RSTR" << hibernated;
    QTest::newRow("woken up") << "hiberfil.sys"
                              << "wake"
                              << "free";
    QTest::newRow("never suspended") << "hiberfil.sys"
                                     << ""
                                     << "free";
    QTest::newRow("another file") << "hiberfil.sy"
                                  << "hibr"
                                  << "free";
}

void FatDoubtsTest::tellsASuspendedWindows()
{
    QFETCH(QString, name);
    QFETCH(QString, header);
    QFETCH(QString, verdict);
    for (const unsigned type : allTypes) {
        const fs::path image = makeKnownFat(scratch_ / "suspended", type);
        const Scratch content;
        std::string bytes = header.toStdString();
        bytes.resize(3000);
        writeFile(content / name.toStdString(), bytes);
        runChecked(mtools(image, "mcopy", {(content / name.toStdString()).string(), "::/"}));
        QCOMPARE(QString::fromStdString(verdictOn(image)), verdict);
    }
}

void FatDoubtsTest::readsTheActiveTableOnly()
{
    const fs::path image = makeKnownFat(scratch_ / "active", 32);
    const std::uint64_t before = openGuestImage(image)->freeSpace().total();
    FatEditor editor(image, 32);
    for (const std::uint64_t at : {40U, 6 * 512 + 40U})
        editor.write(at, 0x81, 2);
    // The first table is stale: to read it would give A's clusters away.
    for (unsigned step = 5; step-- > 0;)
        editor.setEntryOf(0, chainCluster(editor, editor.find(fileA), step), 0);
    QCOMPARE(openGuestImage(image)->freeSpace().total(), before);
    editor.write(40, 0x80, 2);
    editor.write(6 * 512 + 40, 0x80, 2);
    QCOMPARE(verdictOn(image), std::string("clean volume.freeCount FSI_Free_Count"));
}

void FatDoubtsTest::refusesATruncatedVolume()
{
    for (const unsigned type : allTypes) {
        const fs::path image = makeKnownFat(scratch_ / "short", type);
        fs::resize_file(image, fs::file_size(image) - 512);
        QVERIFY(verdictOn(image).starts_with("unknown volume.cutOff "));
        fs::resize_file(image, 512);
        QVERIFY(verdictOn(image).starts_with("unknown volume.cutOff "));
    }
}

QTEST_GUILESS_MAIN(FatDoubtsTest)
#include "fat_doubts_test.moc"
