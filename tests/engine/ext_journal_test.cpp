#include "bytes/error.h"
#include "support/ext_tools.h"
#include "support/mounted_copies.h"
#include "support/scratch.h"

#include <QTest>

using namespace testsupport;
using engine::VolumeState;
using std::filesystem::path;

namespace {

/// A journal with one transaction of debugfs: descriptor, three copies, commit.
struct BrokenJournal {
    std::string name;
    std::string open;     ///< options of debugfs' journal_open
    std::uint64_t block;  ///< of the journal
    std::uint64_t offset;
    std::string bytes;
    std::string code;
    std::string value;  ///< the first of the reason's values
    VolumeState state = VolumeState::NeedsRecovery;
};

std::vector<BrokenJournal> brokenJournals()
{
    const std::string version3 = "-c -v 3";
    const std::string big("\x7f\xff\xff\xff", 4);
    return {
        {"copy", version3, 2, 100, "x", "volume.checksum", "journal copy of block 15000"},
        {"descriptor", version3, 1, 900, "x", "volume.checksum", "journal descriptor"},
        {"commit", version3, 5, 200, "x", "volume.checksum", "journal commit"},
        {"superblock", version3, 0, 600, "x", "volume.checksum", "journal superblock"},
        {"home outside", "", 1, 12, big, "volume.contradiction", "journal tag"},
        {"unknown flag", "", 1, 18, std::string("\0\x40", 2), "volume.contradiction", "journal tag"},
        {"unknown block", "", 5, 7, "\x09", "volume.contradiction", "journal block"},
        {"block size", "", 0, 12, std::string("\0\0\x10\0", 4), "field.notAllowed", "s_blocksize"},
        {"length", "", 0, 16, big, "field.tooLarge", "s_maxlen"},
        {"first block", "", 0, 20, std::string(4, '\0'), "field.tooSmall", "s_first"},
        {"start", "", 0, 28, big, "field.tooLarge", "s_start"},
        {"error", "", 0, 35, "\1", "volume.dirty", "s_errno", VolumeState::Dirty},
        {"compatible feature", "", 0, 36, "\1", "volume.unknownFeature", "s_feature_compat of the journal"},
        {"feature", "", 0, 40, "\1", "volume.unknownFeature", "s_feature_incompat of the journal"},
        {"fast commits", "", 0, 43, "\x21", "volume.needsRecovery", "fast commits"},
        {"read-only feature", "", 0, 44, "\1", "volume.unknownFeature", "s_feature_ro_compat of the journal"},
        {"several users", "", 0, 67, "\2", "volume.unknownFeature", "s_nr_users of the journal"},
        {"version 1", "", 0, 7, "\3", "volume.unknownFeature", "h_blocktype of the journal superblock"},
    };
}

std::uint64_t placeInJournal(const path& image, std::uint64_t block)
{
    return std::stoull(runChecked({"debugfs", "-R", "bmap <8> " + std::to_string(block), image.string()})) * 1024;
}

void makeJournal(const Scratch& scratch, const std::string& open)
{
    makeExt(scratch / "guest", {"", {"-t", "ext4", "-b", "1024", "-J", "size=1"}, 20 << 20});
    writeFile(scratch / "blocks", std::string(3 * 1024, 'b'));
    debugfs(scratch / "guest", {"jo " + open, "jw -b 15000,15001,15002 " + (scratch / "blocks").string(), "jc"});
}

void requireRefused(const path& image, VolumeState state, const std::string& code, const std::string& value)
{
    const engine::VolumeFacts facts = openGuestImage(image)->facts();
    QCOMPARE(std::string(name(facts.state)), std::string(name(state)));
    QVERIFY(facts.reason.has_value() && !facts.caution);
    QCOMPARE(std::string(facts.reason->code()), code);
    QCOMPARE(std::get<std::string>(facts.reason->values().front().second), value);
}

}  // namespace

/// Journals and lists of orphans that cannot be followed: nothing is free, and it is said why.
class ExtJournalTest : public QObject {
    Q_OBJECT

private slots:
    void brokenJournalsAreRefused_data();
    void brokenJournalsAreRefused();
    void hostileJournalsAreRefused();
    void nothingToReplayIsFree();
    void badOrphansAreRefused();
};

void ExtJournalTest::brokenJournalsAreRefused_data()
{
    QTest::addColumn<int>("index");
    const auto all = brokenJournals();
    for (int index = 0; index < static_cast<int>(all.size()); ++index)
        QTest::newRow(all[static_cast<std::size_t>(index)].name.c_str()) << index;
}

void ExtJournalTest::brokenJournalsAreRefused()
{
    QFETCH(int, index);
    const BrokenJournal broken = brokenJournals()[static_cast<std::size_t>(index)];
    const Scratch scratch;
    makeJournal(scratch, broken.open);
    QVERIFY(!recoveredFree(scratch / "guest").empty());
    writeAt(scratch / "guest", placeInJournal(scratch / "guest", broken.block) + broken.offset, broken.bytes);
    requireRefused(scratch / "guest", broken.state, broken.code, broken.value);
}

/// Where the log leads round and round, into itself, or is not there.
void ExtJournalTest::hostileJournalsAreRefused()
{
    const Scratch scratch;
    const path image = scratch / "guest";
    makeJournal(scratch, "");
    const std::uint64_t start = placeInJournal(image, 0);
    const std::string sequence = readFile(image).substr(start + 24, 4);
    const path copy = scratch / "copy";
    copyWithHoles(image, copy);
    std::string home(4, '\0');
    for (int byte = 0; byte < 4; ++byte)
        home[static_cast<std::size_t>(byte)] = static_cast<char>((start / 1024 + 7) >> (24 - 8 * byte));
    writeAt(copy, placeInJournal(copy, 1) + 12, home);
    requireRefused(copy, VolumeState::NeedsRecovery, "volume.contradiction", "journal tag");

    // Version 1: one checksum for a transaction, which may be left out.
    copyWithHoles(image, copy);
    writeAt(copy, start + 39, "\1");
    QVERIFY(!recoveredFree(copy).empty());
    writeAt(copy, placeInJournal(copy, 5) + 12, "\1\4");
    requireRefused(copy, VolumeState::NeedsRecovery, "volume.checksum", "journal commit");

    copyWithHoles(image, copy);
    for (std::uint64_t block = 1; block < 1024; ++block)
        writeAt(copy, placeInJournal(copy, block),
                std::string("\xc0\x3b\x39\x98\0\0\0\5", 8) + sequence + std::string("\0\0\0\x10", 4));
    requireRefused(copy, VolumeState::NeedsRecovery, "volume.contradiction", "journal without an end");
}

void ExtJournalTest::nothingToReplayIsFree()
{
    const Scratch scratch;
    const path image = scratch / "guest";
    for (const std::string feature : {"needs_recovery", "orphan_present"}) {
        makeExt(image, {"", {"-t", "ext4", "-b", "1024", "-O", "orphan_file"}, 20 << 20});
        const std::uint64_t before = openGuestImage(image)->freeSpace().total();
        debugfs(image, {"feature " + feature});
        QCOMPARE(recoveredFree(image).total(), before);
    }
}

void ExtJournalTest::badOrphansAreRefused()
{
    const Scratch scratch;
    const path image = scratch / "guest";
    makeExt(image, {"", {"-t", "ext4", "-b", "1024", "-O", "orphan_file"}, 20 << 20});
    copyWithHoles(image, scratch / "copy");
    for (const char* inode : {"4000", "5", "2000000000"}) {
        debugfs(image, {std::string("ssv last_orphan ") + inode});
        requireRefused(image, VolumeState::NeedsRecovery, "volume.contradiction", "s_last_orphan");
    }
    copyWithHoles(scratch / "copy", image);
    debugfs(image, {"write /dev/null file", "ssv last_orphan 13", "sif <13> dtime 13"});
    requireRefused(image, VolumeState::NeedsRecovery, "volume.contradiction", "orphan list");

    copyWithHoles(scratch / "copy", image);
    debugfs(image, {"feature orphan_present"});
    const std::string inode = dumpe2fsField(image, "Orphan file inode");
    const std::string place = runChecked({"debugfs", "-R", "bmap <" + inode + "> 0", image.string()});
    writeAt(image, std::stoull(place) * 1024, std::string("\x0d\0\0\0", 4));
    requireRefused(image, VolumeState::NeedsRecovery, "volume.checksum", "orphan file");
}

QTEST_GUILESS_MAIN(ExtJournalTest)
#include "ext_journal_test.moc"
