#include "bytes/error.h"
#include "support/ext_tools.h"
#include "support/guest_tree.h"
#include "support/scratch.h"

#include <QTest>

#include <functional>

using namespace testsupport;
using engine::VolumeState;
using enum engine::VolumeState;
using std::filesystem::path;

namespace {

const ExtRecipe plain{"plain", {"-t", "ext4", "-b", "1024", "-O", "^metadata_csum,^uninit_bg"}, 20 << 20};
const ExtRecipe checked{"checked", {"-t", "ext4", "-b", "1024", "-O", "metadata_csum"}, 20 << 20};
const ExtRecipe groupChecked{"group checked", {"-t", "ext4", "-b", "1024", "-O", "^metadata_csum,uninit_bg"}, 20 << 20};

struct StateCase {
    std::string name;
    ExtRecipe recipe;
    std::function<void(const path&)> change;
    /// Clean: `freeSpace` is what throws.
    VolumeState state;
    std::string code;
    std::string value;  ///< the first of the reason's values
};

std::function<void(const path&)> byDebugfs(const std::string& command)
{
    return [command](const path& image) { debugfs(image, {command}); };
}

std::function<void(const path&)> poke(std::uint64_t offset, const std::string& bytes)
{
    return [offset, bytes](const path& image) { writeAt(image, offset, bytes); };
}

/// The number behind the last occurrence of `mark` in what a debugfs command prints.
std::uint64_t numberAfter(const path& image, const std::string& command, const std::string& mark)
{
    const std::string out = runChecked({"debugfs", "-R", command, image.string()});
    const std::size_t found = mark.empty() ? 0 : out.rfind(mark);
    if (found == std::string::npos)
        throw std::runtime_error(command + ": " + out);
    return std::stoull(out.substr(found + mark.size()), nullptr, 0);
}

/// Flips a bit that says "free" in the block bitmap of group 1.
void spoilBitmap(const path& image)
{
    const std::string out = runChecked({"dumpe2fs", image.string()});
    const std::string mark = "Block bitmap at ";
    const std::size_t second = out.find(mark, out.find(mark) + 1);
    const std::uint64_t offset = std::stoull(out.substr(second + mark.size())) * 1024 + 1000;
    const char byte = readFile(image)[offset];
    writeAt(image, offset, std::string(1, static_cast<char>(byte ^ 1)));
}

/// In the bitmap, in both counts and in all checksums.
void freeBlock(const path& image, std::uint64_t block)
{
    debugfs(image, {"freeb " + std::to_string(block)});
    const std::string group = std::to_string((block - 1) / 8192);
    const std::string out = runChecked({"dumpe2fs", image.string()});
    const std::size_t text = out.find(" free blocks,", out.find("Group " + group + ":"));
    const std::uint64_t ofGroup = std::stoull(out.substr(out.rfind(' ', text - 1)));
    const std::uint64_t ofAll = std::stoull(dumpe2fsField(image, "Free blocks"));
    debugfs(image, {"set_bg " + group + " free_blocks_count " + std::to_string(ofGroup + 1),
                    "set_bg " + group + " checksum calc", "ssv free_blocks_count " + std::to_string(ofAll + 1)});
}

void spoilJournal(const path& image, std::uint64_t field)
{
    const std::uint64_t block = numberAfter(image, "bmap <8> 0", "");
    writeAt(image, block * 1024 + field, std::string("\0\0\0\1", 4));
}

StateCase fieldCase(const std::string& field, std::uint64_t offset, const std::string& bytes, const std::string& code)
{
    return {field, plain, poke(1024 + offset, bytes), VolumeState::Unknown, code, field};
}

std::vector<StateCase> superblockCases()
{
    const std::string three("\3\0\0\0", 4);
    return {
        {"label without checksum", checked, poke(1024 + 0x78, "x"), Unknown, "volume.checksum", "superblock"},
        {"unknown compat", checked, byDebugfs("feature FEATURE_C30"), Unknown, "volume.unknownFeature",
         "s_feature_compat"},
        {"unknown incompat", checked, byDebugfs("feature FEATURE_I30"), Unknown, "volume.unknownFeature",
         "s_feature_incompat"},
        {"unknown ro_compat", checked, byDebugfs("feature FEATURE_R30"), Unknown, "volume.unknownFeature",
         "s_feature_ro_compat"},
        {"snapshots", checked, byDebugfs("feature FEATURE_R7"), Unknown, "volume.unreadFeature", "s_feature_ro_compat"},
        {"shared blocks", checked, byDebugfs("feature shared_blocks"), Unknown, "volume.unreadFeature",
         "s_feature_ro_compat"},
        {"recovery without a journal", plain, byDebugfs("feature needs_recovery ^has_journal"), NeedsRecovery,
         "volume.needsRecovery", "journal"},
        {"errors found", checked, byDebugfs("ssv state 3"), Dirty, "volume.dirty", "s_state"},
        {"not unmounted", checked, byDebugfs("ssv state 0"), Dirty, "volume.dirty", "s_state"},
        {"errors counted", checked, byDebugfs("ssv error_count 2"), Dirty, "volume.dirty", "s_error_count"},
        {"orphan list", checked, byDebugfs("ssv last_orphan 12"), NeedsRecovery, "volume.contradiction",
         "s_last_orphan"},
        {"journal elsewhere", checked, byDebugfs("ssv journal_inum 0"), Unknown, "volume.notRead", "external journal"},
        {"journal device",
         {"", {"-b", "1024", "-O", "journal_dev"}, 8 << 20},
         [](const path&) {},
         Unknown,
         "volume.notRead",
         "jbd"},
        {"truncated", checked, [](const path& image) { std::filesystem::resize_file(image, 19 << 20); }, Unknown,
         "volume.cutOff", "20971520"},
        fieldCase("s_inodes_count", 0, three, "field.notAllowed"),
        fieldCase("s_first_data_block", 0x14, three, "field.notAllowed"),
        fieldCase("s_log_cluster_size", 0x1c, three, "field.notAllowed"),
        fieldCase("s_blocks_per_group", 0x20, three, "field.notAllowed"),
        fieldCase("s_clusters_per_group", 0x24, std::string(4, '\0'), "field.tooSmall"),
        fieldCase("s_inodes_per_group", 0x28, three, "field.tooSmall"),
        fieldCase("s_inode_size", 0x58, std::string("\x81\0", 2), "field.notAllowed"),
        fieldCase("s_reserved_gdt_blocks", 0xce, "\xff\xff", "field.tooLarge"),
        fieldCase("s_desc_size", 0xfe, std::string("\x20\0", 2), "field.tooSmall"),
    };
}

std::vector<StateCase> structureCases()
{
    const auto mmpBlock = [](const path& image) { return std::stoull(dumpe2fsField(image, "MMP block number")); };
    const ExtRecipe mmp{"", {"-t", "ext4", "-b", "1024", "-O", "mmp,^metadata_csum,^uninit_bg"}, 20 << 20};
    return {
        {"journal with content", checked, [](const path& image) { spoilJournal(image, 28); }, NeedsRecovery,
         "volume.needsRecovery", "journal"},
        {"journal aborted", checked, [](const path& image) { spoilJournal(image, 32); }, Dirty, "volume.dirty",
         "s_errno"},
        {"no journal superblock", checked, [](const path& image) { spoilJournal(image, 0); }, Unknown,
         "volume.contradiction", "journal superblock"},
        {"in use by a host", mmp, [=](const path& image) { writeAt(image, mmpBlock(image) * 1024 + 4, "x"); }, Dirty,
         "volume.dirty", "mmp_seq"},
        {"bitmap", plain, spoilBitmap, Clean, "volume.freeCount", "bg_free_blocks_count of group 1"},
        {"bitmap with group checksums", groupChecked, spoilBitmap, Clean, "volume.freeCount",
         "bg_free_blocks_count of group 1"},
        {"bitmap with checksum", checked, spoilBitmap, Clean, "volume.checksum", "block bitmap"},
        {"descriptor with checksum", checked, poke(2048 + 12, "x"), Clean, "volume.checksum", "group descriptor"},
        {"descriptor with crc16", groupChecked, poke(2048 + 12, "x"), Clean, "volume.checksum", "group descriptor"},
        {"free count of the superblock", checked, byDebugfs("ssv free_blocks_count 5"), Clean, "volume.freeCount",
         "s_free_blocks_count"},
        {"free superblock", checked, [](const path& image) { freeBlock(image, 1); }, Clean, "volume.contradiction",
         "block bitmap"},
        {"free reserved descriptor", checked, [](const path& image) { freeBlock(image, 60); }, Clean,
         "volume.contradiction", "block bitmap"},
        {"free inode table", checked,
         [](const path& image) {
             const std::uint64_t block = numberAfter(image, "imap <2>", "located at block ");
             freeBlock(image, block + 3);
         },
         Clean, "volume.contradiction", "block bitmap"},
        {"free journal", checked,
         [](const path& image) {
             const std::uint64_t block = numberAfter(image, "bmap <8> 99", "");
             freeBlock(image, block);
         },
         Clean, "volume.contradiction", "block bitmap or inode 8"},
        {"free mount protection", mmp, [=](const path& image) { freeBlock(image, mmpBlock(image)); }, Clean,
         "volume.contradiction", "block bitmap"},
        {"tables overlap", checked,
         [](const path& image) {
             const std::uint64_t block = numberAfter(image, "imap <2>", "located at block ");
             debugfs(image, {"set_bg 1 inode_table " + std::to_string(block), "set_bg 1 checksum calc"});
         },
         Clean, "volume.contradiction", "group descriptors"},
        {"bitmap outside", plain, byDebugfs("set_bg 1 block_bitmap 4000000000"), Clean, "volume.outside",
         "4096000000000"},
        {"inode with checksum", checked,
         [](const path& image) {
             const std::uint64_t block = numberAfter(image, "imap <7>", "located at block ");
             const std::uint64_t inode = numberAfter(image, "imap <7>", "offset ");
             writeAt(image, block * 1024 + inode + 8, "x");
         },
         Clean, "volume.checksum", "inode 7"},
        {"journal inode", checked, byDebugfs("sif <8> block[0] 0"), Unknown, "volume.contradiction",
         "extent header of inode 8"},
    };
}

std::string firstValue(const engine::Error& error)
{
    if (error.values().empty())
        return {};
    const engine::Error::Value& value = error.values().front().second;
    const auto* number = std::get_if<std::uint64_t>(&value);
    return number ? std::to_string(*number) : std::get<std::string>(value);
}

void requireReason(const path& image, const StateCase& expected)
{
    const auto fileSystem = openGuestImage(image);
    const engine::VolumeFacts& facts = fileSystem->facts();
    QCOMPARE(std::string(name(facts.state)), std::string(name(expected.state)));
    std::optional<engine::Error> reason = facts.reason;
    try {
        if (facts.state == VolumeState::Clean)
            fileSystem->freeSpace();
    } catch (const engine::Error& error) {
        reason = error;
    }
    QVERIFY(reason.has_value());
    QCOMPARE(std::string(reason->code()), expected.code);
    QCOMPARE(firstValue(*reason), expected.value);
}

/// Mounts, writes, and copies the image while it is in use.
void copyInUse(const path& image, const path& copy)
{
    Random random(7);
    const Mount mount(image, {"mount", "-o", "loop"});
    age(mount.folder(), random, {.mostBytes = 4 << 20, .steps = 60});
    runChecked({"sync", "-f", mount.folder().string()});
    age(mount.folder(), random, {.mostBytes = 4 << 20, .steps = 30});
    std::filesystem::copy_file(image, copy);
}

}  // namespace

class ExtStatesTest : public QObject {
    Q_OBJECT

private slots:
    void areTold_data();
    void areTold();
    void copiesInUseAreTold_data();
    void copiesInUseAreTold();
    void smallAndOtherVolumesAreNotRecognised();
};

void ExtStatesTest::areTold_data()
{
    QTest::addColumn<StateCase>("expected");
    for (const auto& cases : {superblockCases(), structureCases()})
        for (const StateCase& one : cases)
            QTest::newRow(one.name.c_str()) << one;
}

void ExtStatesTest::areTold()
{
    QFETCH(StateCase, expected);
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    makeExt(image, expected.recipe);
    expected.change(image);
    requireReason(image, expected);
}

void ExtStatesTest::copiesInUseAreTold_data()
{
    QTest::addColumn<StateCase>("expected");
    QTest::newRow("ext2") << StateCase{"", {"", {"-t", "ext2"}}, {}, VolumeState::Dirty, "volume.dirty", "s_state"};
    QTest::newRow("fast commits") << StateCase{"",
                                               {"", {"-t", "ext4", "-O", "orphan_file,fast_commit"}},
                                               {},
                                               VolumeState::NeedsRecovery,
                                               "volume.needsRecovery",
                                               "fast commits"};
}

void ExtStatesTest::copiesInUseAreTold()
{
    if (const std::string why = whyNoMounts(); !why.empty())
        QSKIP(why.c_str());
    QFETCH(StateCase, expected);
    const Scratch scratch;
    makeExt(scratch / "guest.raw", expected.recipe);
    copyInUse(scratch / "guest.raw", scratch / "copy.raw");
    requireReason(scratch / "copy.raw", expected);
    // Unmounted, the original is clean.
    QVERIFY(!openGuestImage(scratch / "guest.raw")->freeSpace().empty());
}

void ExtStatesTest::smallAndOtherVolumesAreNotRecognised()
{
    const Scratch scratch;
    const auto image = scratch / "guest.raw";
    for (const std::uint64_t length : {512, 1024, 1536, 2047}) {
        createSparse(image, length);
        QCOMPARE(openGuestImage(image)->facts().type, std::string());
    }
    makeExt(image, plain);
    writeAt(image, 1024 + 0x38, "x");
    QCOMPARE(openGuestImage(image)->facts().type, std::string());
    QCOMPARE(std::string(openGuestImage(image)->facts().reason->code()), std::string("volume.noSignature"));
}

QTEST_GUILESS_MAIN(ExtStatesTest)
#include "ext_states_test.moc"
