#include "support/exfat_editor.h"
#include "support/exfat_tools.h"
#include "support/extract_files.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <QTest>

using namespace testsupport;
namespace fs = std::filesystem;

class ExfatVolumeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void freeIsFree_data();
    void freeIsFree();
    void filesAreThoseOfTheTree();
    void keepsBadClusters();
    void factsAreThoseOfBlkid();

private:
    Scratch scratch_;
};

void ExfatVolumeTest::initTestCase()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
}

void ExfatVolumeTest::freeIsFree_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 24; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void ExfatVolumeTest::freeIsFree()
{
    QFETCH(quint64, seed);
    try {
        Random random(seed);
        const std::uint64_t size = (24 << 20) + random.below(10'000) * 4096;
        requireFreeIsFree(exfatTools(), size, seed, exfatFreeBytes);
    } catch (const std::exception& error) {
        QFAIL(error.what());
    }
}

void ExfatVolumeTest::filesAreThoseOfTheTree()
{
    Random random(100);
    const fs::path image = scratch_ / "tree";
    createSparse(image, 32 << 20);
    const FileSystemTools tools = exfatTools();
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

void ExfatVolumeTest::keepsBadClusters()
{
    const fs::path image = scratch_ / "known";
    makeKnownExfat(image);
    const std::uint64_t before = openGuestImage(image)->freeSpace().total();
    ExfatEditor editor(image);
    editor.setEntry(editor.firstFree(), 0xfffffff7);
    QCOMPARE(openGuestImage(image)->freeSpace().total(), before - 4096);
    editor.flipBit(editor.firstFree());
    QCOMPARE(openGuestImage(image)->freeSpace().total(), before - 4096);
}

void ExfatVolumeTest::factsAreThoseOfBlkid()
{
    const fs::path image = scratch_ / "known";
    makeKnownExfat(image);
    for (const char* const label : {"Label", "", "\xc3\xa4\xe6\xbc\xa2"}) {
        runChecked({"env", "LC_ALL=C.UTF-8", "exfatlabel", image.string(), label});
        const auto fileSystem = openGuestImage(image);
        const engine::VolumeFacts& facts = fileSystem->facts();
        const auto blkid = [&](const char* tag) {
            const std::string text = run({"blkid", "-p", "-o", "value", "-s", tag, image.string()}).out;
            return text.substr(0, text.find('\n'));
        };
        QCOMPARE(facts.label, std::string(label));
        QCOMPARE(facts.label, blkid("LABEL"));
        QCOMPARE(facts.type, blkid("TYPE"));
        QCOMPARE(facts.uuid, blkid("UUID"));
        QCOMPARE(facts.blockSize, std::uint64_t{4096});
        QCOMPARE(facts.length, std::uint64_t{8 << 20});
    }
}

QTEST_GUILESS_MAIN(ExfatVolumeTest)
#include "exfat_volume_test.moc"
