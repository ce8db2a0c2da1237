#include "bytes/error.h"
#include "guest/ext/recovery.h"
#include "support/ext_tools.h"
#include "support/file_source.h"
#include "support/guest_tree.h"
#include "support/mounted_copies.h"
#include "support/scratch.h"

#include <QRegularExpression>
#include <QTest>

#include <memory>

using namespace testsupport;
using engine::VolumeRangeSet;
using engine::VolumeState;
using std::filesystem::path;

namespace {

/// Journals that differ, and how they are mounted.
struct JournalRecipe {
    std::string name;
    Command options;
    std::string mountOptions = {};
};

const std::vector<JournalRecipe>& journalRecipes()
{
    static const std::vector<JournalRecipe> all{
        {"ext3", {"-t", "ext3", "-b", "1024"}, "data=ordered"},
        {"ext4", {"-t", "ext4"}},
        {"data in the journal", {"-t", "ext4", "-b", "1024"}, "data=journal"},
        {"writeback", {"-t", "ext4", "-b", "2048"}, "data=writeback"},
        {"checksum version 1", {"-t", "ext4", "-O", "^metadata_csum,^64bit"}, "journal_checksum"},
        {"asynchronous commit", {"-t", "ext4", "-b", "1024", "-O", "^metadata_csum"}, "journal_async_commit"},
        {"small journal", {"-t", "ext4", "-b", "1024", "-J", "size=1"}},
        {"orphan file", {"-t", "ext4", "-b", "1024", "-O", "orphan_file"}},
        {"bigalloc", {"-t", "ext4", "-O", "bigalloc", "-C", "16384"}},
        {"no checksums", {"-t", "ext4", "-b", "1024", "-O", "^metadata_csum,^uninit_bg", "-J", "size=2"}},
    };
    return all;
}

/// Files come and go in a mounted volume; `early` and `copy` are taken from under it after a last transaction, `copy`
/// with orphans.
void copyWhileMounted(const path& image, const JournalRecipe& recipe, Random& random, const path& early,
                      const path& copy)
{
    makeExt(image, {recipe.name, recipe.options, random.between(24, 64) << 20});
    const std::string own = recipe.mountOptions.empty() ? "" : "," + recipe.mountOptions;
    const std::string async = recipe.mountOptions == "journal_async_commit" ? ",data=writeback" : "";
    const Mount mount(image, {"mount", "-o", "loop,commit=300" + own + async});
    age(mount.folder(), random, {.mostBytes = 6 << 20, .steps = 80});
    if (random.chance(50))
        runChecked({"sync", "-f", mount.folder().string()});
    age(mount.folder(), random, {.mostBytes = 8 << 20, .steps = static_cast<unsigned>(random.between(20, 120))});
    // Starts as a journal's block does.
    writeFile(mount.folder() / "last", std::string("\xc0\x3b\x39\x98\0\0\0\1", 8) + std::string(9000, 'l'));
    syncFile(mount.folder() / "last");
    copyWithHoles(image, early);
    std::vector<std::unique_ptr<OpenOrphan>> orphans;
    for (const std::string name : {"open", "also open"})
        orphans.push_back(std::make_unique<OpenOrphan>(mount.folder() / name, 400'000));
    age(mount.folder(), random, {.mostBytes = 8 << 20, .steps = 20});
    syncFile(mount.folder() / "last");
    copyWithHoles(image, copy);
}

std::string complaints(const path& image)
{
    std::string out = run({"e2fsck", "-fn", image.string()}).out;
    for (std::size_t at = out.find(image.string()); at != std::string::npos; at = out.find(image.string()))
        out.erase(at, image.string().size());
    return out;
}

/// Every block that our replay would change, as e2fsck's replay leaves it, which also frees orphans; the superblock has
/// marks of its own.
void requireSameReplay(const path& image, const path& replayed)
{
    copyWithHoles(image, replayed);
    run({"e2fsck", "-y", "-E", "journal_only", replayed.string()});
    const auto source = std::make_shared<FileSource>(image);
    const engine::ext::Library library(source, engine::ext::readSuperblock(*source));
    const engine::ext::Recovery recovery = recover(source, library);
    QVERIFY(recovery.source->log().transactions > 0);
    const FileSource expected(replayed);
    const std::uint64_t blockSize = library.superblock().blockSize();
    std::vector<std::byte> ours(blockSize);
    std::vector<std::byte> theirs(blockSize);
    for (const engine::ext::LoggedBlock& block : recovery.source->log().blocks) {
        recovery.source->read(block.home * blockSize, ours);
        expected.read(block.home * blockSize, theirs);
        if (block.home != engine::ext::superblockOffset / blockSize)
            QVERIFY2(ours == theirs, ("block " + std::to_string(block.home)).c_str());
    }
}

/// Takes one of the last transactions away, as a kernel would see it that does not count it.
void dropCommit(const path& image, std::uint64_t journalBlock)
{
    const std::string place = runChecked({"debugfs", "-R", "bmap <8> " + std::to_string(journalBlock), image.string()});
    const std::uint64_t blockSize = std::stoull(dumpe2fsField(image, "Block size"));
    writeAt(image, std::stoull(place) * blockSize, std::string(blockSize, '\0'));
}

std::vector<std::uint64_t> commitBlocks(const path& image)
{
    const QString log = QString::fromStdString(run({"debugfs", "-R", "logdump", image.string()}).out);
    std::vector<std::uint64_t> blocks;
    const QRegularExpression commit("type 2 \\(commit block\\) at block (\\d+)");
    for (auto match = commit.globalMatch(log); match.hasNext();)
        blocks.push_back(match.next().captured(1).toULongLong());
    return blocks;
}

}  // namespace

/// Volumes that were copied while they were mounted: held against the kernel's and e2fsck's recovery of a copy.
class ExtRecoveryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void freeIsFreeAfterRecovery_data();
    void freeIsFreeAfterRecovery();
    void oldJournalsAreReplayed_data();
    void oldJournalsAreReplayed();
};

void ExtRecoveryTest::initTestCase()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
}

void ExtRecoveryTest::freeIsFreeAfterRecovery_data()
{
    QTest::addColumn<int>("index");
    for (int index = 0; index < static_cast<int>(journalRecipes().size()); ++index)
        QTest::newRow(journalRecipes()[static_cast<std::size_t>(index)].name.c_str()) << index;
}

void ExtRecoveryTest::freeIsFreeAfterRecovery()
{
    QFETCH(int, index);
    const Scratch scratch;
    const path copy = scratch / "copy";
    Random random(static_cast<std::uint64_t>(index + 100 * qEnvironmentVariableIntValue("LAMELLA_SEED")));
    copyWhileMounted(scratch / "guest", journalRecipes()[static_cast<std::size_t>(index)], random, scratch / "early",
                     copy);
    requireSameReplay(scratch / "early", scratch / "replayed");
    const VolumeRangeSet free = recoveredFree(copy);

    copyWithHoles(copy, scratch / "mounted");
    const auto tree = treeAfterMount(scratch / "mounted");
    requireInside(free, dumpe2fsFree(scratch / "mounted"), "the kernel");
    QVERIFY(free.total() > dumpe2fsFree(scratch / "mounted").total() / 2);
    copyWithHoles(copy, scratch / "checked");
    run({"e2fsck", "-fy", (scratch / "checked").string()});
    requireInside(free, dumpe2fsFree(scratch / "checked"), "e2fsck");

    const std::string before = complaints(copy);
    const std::vector<std::uint64_t> commits = commitBlocks(copy);
    copyWithHoles(copy, scratch / "shorter");
    fillWithRandom(copy, free, random);
    QCOMPARE(complaints(copy), before);
    copyWithHoles(copy, scratch / "filled");
    QCOMPARE(difference(tree, treeAfterMount(scratch / "filled")), std::string());
    requireCleanExt(scratch / "filled");

    // A kernel that counts one transaction less finds the files of the time before.
    const std::uint64_t lost = commits.back();
    dropCommit(scratch / "shorter", lost);
    dropCommit(copy, lost);
    QCOMPARE(difference(treeAfterMount(scratch / "shorter"), treeAfterMount(copy)), std::string());
    QCOMPARE(run({"e2fsck", "-fn", copy.string()}).exitCode,
             run({"e2fsck", "-fn", (scratch / "shorter").string()}).exitCode);
}

void ExtRecoveryTest::oldJournalsAreReplayed_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("open");
    for (const char* version : {"", " -c -v 2", " -c -v 3"}) {
        QTest::newRow((std::string("32 bits") + version).c_str()) << QByteArray("^64bit") << QByteArray(version);
        QTest::newRow((std::string("64 bits") + version).c_str()) << QByteArray("64bit") << QByteArray(version);
    }
}

/// Journals as debugfs writes them, with checksums that no kernel makes any more.
void ExtRecoveryTest::oldJournalsAreReplayed()
{
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, open);
    const Scratch scratch;
    const path image = scratch / "guest";
    makeExt(image, {"", {"-t", "ext4", "-b", "1024", "-O", options.toStdString()}, 20 << 20});
    writeFile(scratch / "blocks", std::string("\xc0\x3b\x39\x98", 4) + std::string(3 * 1024 - 4, 'b'));
    const std::string blocks = (scratch / "blocks").string();
    debugfs(image, {"jo" + open.toStdString(), "jw -b 15000,15001,15002 " + blocks, "jw -r 15001",
                    "jw -b 15010,15002,15011 " + blocks, "jc"});
    requireSameReplay(image, scratch / "replayed");
    const VolumeRangeSet free = recoveredFree(image);
    requireInside(free, dumpe2fsFree(scratch / "replayed"), "e2fsck");
    for (const std::uint64_t block : {15000, 15001, 15002, 15010, 15011})
        QVERIFY(!free.contains(engine::VolumeOffset(block * 1024)));
    QVERIFY(free.contains(engine::VolumeOffset(15003 * 1024)));
}

QTEST_GUILESS_MAIN(ExtRecoveryTest)
#include "ext_recovery_test.moc"
