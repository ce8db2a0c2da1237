#include "support/exfat_editor.h"
#include "support/exfat_tools.h"
#include "support/guest_tree.h"
#include "support/scratch.h"
#include "support/verdict.h"

#include <QTest>

#include <functional>

using namespace testsupport;
namespace fs = std::filesystem;

namespace {

struct Change {
    const char* name;
    std::function<void(ExfatEditor&)> change;
    const char* verdict;
};

std::vector<Change> states()
{
    const auto flags = [](unsigned value) { return [=](ExfatEditor& v) { v.write(106, value, 2); }; };
    return {
        {"as it was made", [](ExfatEditor&) {}, "free"},
        {"dirty", flags(2), "dirty volume.dirty VolumeDirty"},
        {"media failure", flags(4), "dirty volume.dirty MediaFailure"},
        {"clear to zero", flags(8), "free"},
        {"second table active", flags(1), "unknown volume.contradiction ActiveFat"},
        {"unknown flag", flags(0x10), "unknown volume.unknownFeature VolumeFlags"},
        {"revision 1.01", [](ExfatEditor& v) { v.setInBoot(104, 0x0101, 2); },
         "unknown volume.unknownFeature FileSystemRevision"},
        {"TexFAT", [](ExfatEditor& v) { v.setInBoot(110, 2, 1); }, "unknown volume.unknownFeature NumberOfFats"},
        {"main boot region", [](ExfatEditor& v) { v.flip(200, 1, 1); }, "unknown volume.checksum Main Boot Region"},
        {"backup boot region", [](ExfatEditor& v) { v.flip(12 * 512 + 200, 1, 1); },
         "unknown volume.checksum Backup Boot Region"},
        {"end of the checksum sector", [](ExfatEditor& v) { v.flip(12 * 512 - 4, 1, 1); },
         "unknown volume.checksum Main Boot Region"},
        {"boot regions differ",
         [](ExfatEditor& v) {
             v.flip(12 * 512 + 200, 1, 1);
             v.sumBootRegion(1);
         },
         "unknown volume.contradiction Backup Boot Region"},
        {"media type", [](ExfatEditor& v) { v.setEntry(0, 0xf8); }, "unknown volume.contradiction FatEntry[0]"},
        {"second entry", [](ExfatEditor& v) { v.setEntry(1, 0); }, "unknown volume.contradiction FatEntry[1]"},
        {"loop of the root", [](ExfatEditor& v) { v.setEntry(v.rootCluster(), v.rootCluster()); },
         "unknown volume.contradiction crossed cluster chain"},
        {"no bitmap", [](ExfatEditor& v) { v.write(v.findType(0x81, v.root()), 0x01, 1); },
         "unknown volume.contradiction Allocation Bitmap"},
        {"no up-case table", [](ExfatEditor& v) { v.write(v.findType(0x82, v.root()), 0x02, 1); },
         "unknown volume.contradiction Up-case Table"},
        {"second bitmap", [](ExfatEditor& v) { v.write(v.findType(0x81, v.root()) + 1, 1, 1); },
         "unknown volume.contradiction Allocation Bitmap"},
    };
}

std::vector<Change> contradictions()
{
    const auto apart = [](ExfatEditor& v) { return v.find("apart"); };
    const auto whole = [](ExfatEditor& v) { return v.find("whole"); };
    const auto setLast = [=](ExfatEditor& v, std::uint64_t value) {
        std::uint64_t cluster = v.firstCluster(apart(v));
        while (v.entry(cluster) != 0xffffffff)
            cluster = v.entry(cluster);
        v.setEntry(cluster, value);
    };
    constexpr auto first = ExfatEditor::streamFirstCluster;
    constexpr auto length = ExfatEditor::streamDataLength;
    return {
        {"percent that nobody updated", [](ExfatEditor& v) { v.setPercentInUse(50); }, "free"},
        {"percent unknown", [](ExfatEditor& v) { v.setPercentInUse(0xff); }, "free"},
        {"up-case table",
         [](ExfatEditor& v) { v.flip(v.clusterOffset(v.read(v.findType(0x82, v.root()) + 20, 4)), 1, 1); },
         "clean volume.checksum Up-case Table"},
        {"bitmap too short", [](ExfatEditor& v) { v.write(v.findType(0x81, v.root()) + 24, 3, 8); },
         "clean field.notAllowed Allocation Bitmap DataLength"},
        {"bit of a contiguous file", [=](ExfatEditor& v) { v.flipBit(v.firstCluster(whole(v)) + 3); },
         "clean volume.contradiction Allocation Bitmap"},
        {"bit of a chain", [=](ExfatEditor& v) { v.flipBit(v.entry(v.firstCluster(apart(v)))); },
         "clean volume.contradiction Allocation Bitmap"},
        {"bit of the root", [](ExfatEditor& v) { v.flipBit(v.rootCluster()); },
         "clean volume.contradiction Allocation Bitmap"},
        {"bit of the bitmap", [](ExfatEditor& v) { v.flipBit(2); }, "clean volume.contradiction Allocation Bitmap"},
        {"set checksum", [=](ExfatEditor& v) { v.flip(apart(v) + length, 1, 1); },
         "clean volume.checksum directory entry set"},
        {"contiguous into free space", [=](ExfatEditor& v) { v.setInSet(whole(v), length, 4 << 20, 8); },
         "clean volume.contradiction Allocation Bitmap"},
        {"contiguous out of the volume", [=](ExfatEditor& v) { v.setInSet(whole(v), length, UINT64_MAX, 8); },
         "clean volume.contradiction first cluster"},
        {"first cluster outside", [=](ExfatEditor& v) { v.setInSet(apart(v), first, 0xfffffff0, 4); },
         "clean volume.contradiction first cluster"},
        {"length without a cluster", [=](ExfatEditor& v) { v.setInSet(apart(v), first, 0, 4); },
         "clean volume.contradiction FirstCluster"},
        {"more valid than there", [=](ExfatEditor& v) { v.setInSet(apart(v), 32 + 8, 4 * 4096 + 1, 8); },
         "clean volume.contradiction ValidDataLength"},
        {"shorter chain", [=](ExfatEditor& v) { v.setInSet(apart(v), length, 5 * 4096, 8); },
         "clean volume.contradiction short cluster chain"},
        {"longer chain",
         [=](ExfatEditor& v) {
             v.setInSet(apart(v), 32 + 8, 1, 8);
             v.setInSet(apart(v), length, 1, 8);
         },
         "clean volume.contradiction long cluster chain"},
        {"loop", [=](ExfatEditor& v) { setLast(v, v.firstCluster(apart(v))); },
         "clean volume.contradiction crossed cluster chain"},
        {"two entries for one chain",
         [=](ExfatEditor& v) { v.setInSet(v.find("between"), first, v.firstCluster(apart(v)), 4); },
         "clean volume.contradiction crossed cluster chain"},
        {"chain into a contiguous file",
         [=](ExfatEditor& v) { v.setInSet(whole(v), first, v.firstCluster(apart(v)), 4); },
         "clean volume.contradiction crossed cluster chain"},
        {"open chain", [=](ExfatEditor& v) { setLast(v, 0); }, "clean volume.contradiction open cluster chain"},
        {"bad cluster in a chain", [=](ExfatEditor& v) { setLast(v, 0xfffffff7); },
         "clean volume.contradiction broken cluster chain"},
        {"chain out of the volume", [=](ExfatEditor& v) { setLast(v, 0xfffffff0); },
         "clean volume.contradiction broken cluster chain"},
        {"folder in itself",
         [](ExfatEditor& v) {
             const std::uint64_t outer = v.firstCluster(v.find("folder"));
             v.setInSet(v.find("inner", v.clusterOffset(outer)), ExfatEditor::streamFirstCluster, outer, 4);
         },
         "clean volume.contradiction crossed cluster chain"},
        {"huge folder", [=](ExfatEditor& v) { v.setInSet(v.find("folder"), length, 1ULL << 40, 8); },
         "clean field.tooLarge DataLength"},
        {"unknown critical entry", [=](ExfatEditor& v) { v.write(apart(v), 0x86, 1); },
         "clean volume.unknownFeature EntryType"},
        {"unknown benign entry", [=](ExfatEditor& v) { v.write(apart(v), 0xa5, 1); },
         "clean volume.unknownFeature EntryType"},
        {"deleted head of a set", [=](ExfatEditor& v) { v.write(apart(v), 0x05, 1); },
         "clean volume.contradiction directory entry set"},
        {"name cut off", [=](ExfatEditor& v) { v.setInSet(apart(v), 32 + 3, 16, 1); },
         "clean volume.contradiction directory entry set"},
        {"bitmap in a folder",
         [](ExfatEditor& v) {
             const std::uint64_t outer = v.clusterOffset(v.firstCluster(v.find("folder")));
             v.write(v.find("inner", outer), 0x81, 1);
         },
         "clean volume.contradiction directory entry set"},
    };
}

std::vector<Change> absurdNumbers()
{
    const auto put = [](std::uint64_t at, std::uint64_t value, unsigned bytes) {
        return [=](ExfatEditor& volume) { volume.write(at, value, bytes); };
    };
    return {
        {"no name", put(3, 0, 1), "unknown volume.noSignature"},
        {"not zero where FAT has its numbers", put(11, 512, 2), "unknown volume.noSignature"},
        {"no signature", put(510, 0, 2), "unknown volume.noSignature"},
        {"tiny sectors", put(108, 8, 1), "unknown field.tooSmall BytesPerSectorShift"},
        {"huge sectors", put(108, 13, 1), "unknown field.tooLarge BytesPerSectorShift"},
        {"huge clusters", put(109, 17, 1), "unknown field.tooLarge SectorsPerClusterShift"},
        {"short volume", put(72, 2047, 8), "unknown field.tooSmall VolumeLength"},
        {"longer than the volume", put(72, (8 << 20) / 512 + 1, 8), "unknown volume.cutOff 8389120"},
        {"length that wraps", put(72, UINT64_MAX, 8), "unknown field.tooLarge VolumeLength"},
        {"table over the boot regions", put(80, 23, 4), "unknown field.tooSmall FatOffset"},
        {"table too short", put(84, 1, 4), "unknown field.tooSmall FatLength"},
        {"table into the heap", put(84, UINT32_MAX, 4), "unknown field.tooSmall ClusterHeapOffset"},
        {"no clusters", put(92, 0, 4), "unknown field.tooSmall ClusterCount"},
        {"more clusters than the volume", [](ExfatEditor& v) { v.write(92, v.read(92, 4) + 1, 4); },
         "unknown field.outsideFile ClusterHeapOffset"},
        {"root in cluster 1", put(96, 1, 4), "unknown field.tooSmall FirstClusterOfRootDirectory"},
        {"root outside", put(96, UINT32_MAX, 4), "unknown field.tooLarge FirstClusterOfRootDirectory"},
        {"no table", put(110, 0, 1), "unknown field.tooSmall NumberOfFats"},
        {"three tables", put(110, 3, 1), "unknown field.tooLarge NumberOfFats"},
    };
}

void addRows(const std::vector<Change>& changes)
{
    QTest::addColumn<std::function<void(ExfatEditor&)>>("change");
    QTest::addColumn<QString>("verdict");
    for (const Change& change : changes)
        QTest::newRow(change.name) << change.change << QString(change.verdict);
}

}  // namespace

/// Volumes that must not be trusted, each with its reason; made from a good one by changing a few bytes.
class ExfatDoubtsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsStates_data() { addRows(states()); }
    void tellsStates() { compareVerdict(); }
    void refusesContradictions_data() { addRows(contradictions()); }
    void refusesContradictions() { compareVerdict(); }
    void refusesAbsurdNumbers_data() { addRows(absurdNumbers()); }
    void refusesAbsurdNumbers() { compareVerdict(); }
    void refusesACopyOfAMountedVolume();
    void refusesATruncatedVolume();

private:
    void compareVerdict();
    fs::path copyOfGood() const;

    Scratch scratch_;
};

void ExfatDoubtsTest::initTestCase()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    makeKnownExfat(scratch_ / "good");
}

fs::path ExfatDoubtsTest::copyOfGood() const
{
    const fs::path image = scratch_ / "changed";
    runChecked({"cp", "--sparse=always", (scratch_ / "good").string(), image.string()});
    return image;
}

void ExfatDoubtsTest::compareVerdict()
{
    QFETCH(std::function<void(ExfatEditor&)>, change);
    QFETCH(QString, verdict);
    const fs::path image = copyOfGood();
    ExfatEditor editor(image);
    change(editor);
    QCOMPARE(QString::fromStdString(verdictOn(image)), verdict);
}

void ExfatDoubtsTest::refusesACopyOfAMountedVolume()
{
    const fs::path image = copyOfGood();
    const fs::path copy = scratch_ / "copy";
    {
        const Mount mount(image, exfatMount(true));
        fs::remove(mount.folder() / "whole");
        writeFile(mount.folder() / "new", std::string(100'000, 'n'));
        runChecked({"sync", "-f", mount.folder().string()});
        fs::copy_file(image, copy);
    }
    QCOMPARE(verdictOn(copy), std::string("dirty volume.dirty VolumeDirty"));
    QCOMPARE(verdictOn(image), std::string("free"));
}

void ExfatDoubtsTest::refusesATruncatedVolume()
{
    const fs::path image = copyOfGood();
    for (const std::uint64_t length : {(8U << 20) - 512, 4096U, 512U}) {
        fs::resize_file(image, length);
        QCOMPARE(verdictOn(image), std::string("unknown volume.cutOff 8388608"));
    }
}

QTEST_GUILESS_MAIN(ExfatDoubtsTest)
#include "exfat_doubts_test.moc"
