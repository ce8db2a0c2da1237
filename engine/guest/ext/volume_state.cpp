#include "guest/ext/volume_state.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "guest/ext/journal_superblock.h"

#include <array>

namespace engine::ext {

namespace {

constexpr std::array unreadCompat{
    NamedFeature{EXT2_FEATURE_COMPAT_LAZY_BG, "lazy_bg", "e2fsprogs 1.39"},
    NamedFeature{EXT2_FEATURE_COMPAT_EXCLUDE_BITMAP, "snapshot_bitmap", "e2fsprogs 1.42"}};
constexpr std::uint32_t knownCompat = EXT2_FEATURE_COMPAT_DIR_PREALLOC | EXT2_FEATURE_COMPAT_IMAGIC_INODES |
                                      EXT3_FEATURE_COMPAT_HAS_JOURNAL | EXT2_FEATURE_COMPAT_EXT_ATTR |
                                      EXT2_FEATURE_COMPAT_RESIZE_INODE | EXT2_FEATURE_COMPAT_DIR_INDEX |
                                      EXT4_FEATURE_COMPAT_SPARSE_SUPER2 | EXT4_FEATURE_COMPAT_FAST_COMMIT |
                                      EXT4_FEATURE_COMPAT_STABLE_INODES | EXT4_FEATURE_COMPAT_ORPHAN_FILE;
constexpr std::array unreadIncompat{NamedFeature{EXT2_FEATURE_INCOMPAT_COMPRESSION, "compression", "e2fsprogs 1.19"},
                                    NamedFeature{EXT4_FEATURE_INCOMPAT_DIRDATA, "dirdata", "e2fsprogs 1.41.13"}};
constexpr std::uint32_t knownIncompat =
    EXT2_FEATURE_INCOMPAT_FILETYPE | EXT3_FEATURE_INCOMPAT_RECOVER | EXT3_FEATURE_INCOMPAT_JOURNAL_DEV |
    EXT2_FEATURE_INCOMPAT_META_BG | EXT3_FEATURE_INCOMPAT_EXTENTS | EXT4_FEATURE_INCOMPAT_64BIT |
    EXT4_FEATURE_INCOMPAT_MMP | EXT4_FEATURE_INCOMPAT_FLEX_BG | EXT4_FEATURE_INCOMPAT_EA_INODE |
    EXT4_FEATURE_INCOMPAT_CSUM_SEED | EXT4_FEATURE_INCOMPAT_LARGEDIR | EXT4_FEATURE_INCOMPAT_INLINE_DATA |
    EXT4_FEATURE_INCOMPAT_ENCRYPT | EXT4_FEATURE_INCOMPAT_CASEFOLD;
constexpr std::array unreadRoCompat{
    NamedFeature{EXT4_FEATURE_RO_COMPAT_HAS_SNAPSHOT, "has_snapshot", "e2fsprogs 1.41.13"},
    NamedFeature{EXT4_FEATURE_RO_COMPAT_REPLICA, "replica", "e2fsprogs 1.42.1"},
    NamedFeature{EXT4_FEATURE_RO_COMPAT_SHARED_BLOCKS, "shared_blocks", "e2fsprogs 1.44.3"}};
constexpr std::uint32_t knownRoCompat =
    EXT2_FEATURE_RO_COMPAT_SPARSE_SUPER | EXT2_FEATURE_RO_COMPAT_LARGE_FILE | EXT4_FEATURE_RO_COMPAT_HUGE_FILE |
    EXT4_FEATURE_RO_COMPAT_GDT_CSUM | EXT4_FEATURE_RO_COMPAT_DIR_NLINK | EXT4_FEATURE_RO_COMPAT_EXTRA_ISIZE |
    EXT4_FEATURE_RO_COMPAT_QUOTA | EXT4_FEATURE_RO_COMPAT_BIGALLOC | EXT4_FEATURE_RO_COMPAT_METADATA_CSUM |
    EXT4_FEATURE_RO_COMPAT_READONLY | EXT4_FEATURE_RO_COMPAT_PROJECT | EXT4_FEATURE_RO_COMPAT_VERITY |
    EXT4_FEATURE_RO_COMPAT_ORPHAN_PRESENT;

std::optional<Doubt> unknownFeatures(const Superblock& superblock)
{
    try {
        requireKnownFeatures("s_feature_compat", superblock.featureCompat, knownCompat, unreadCompat);
        requireKnownFeatures("s_feature_incompat", superblock.featureIncompat, knownIncompat, unreadIncompat);
        requireKnownFeatures("s_feature_ro_compat", superblock.featureRoCompat, knownRoCompat, unreadRoCompat);
    } catch (const Error& error) {
        return Doubt{VolumeState::Unknown, error};
    }
    return std::nullopt;
}

Doubt dirty(std::string_view mark)
{
    return {VolumeState::Dirty, volumeDirty(mark)};
}

/// Content in the log of a journal that is not to be replayed: the kernel throws it away, e2fsck offers to replay it.
std::optional<Doubt> journalDoubt(const Library& library)
{
    const JournalSuperblock journal = findJournal(library).superblock;
    if (journal.start != 0)
        return Doubt{VolumeState::NeedsRecovery, volumeNeedsRecovery("journal")};
    if (journal.errorNumber != 0)
        return dirty("s_errno");
    return std::nullopt;
}

std::optional<Doubt> mountProtectionDoubt(const Library& library)
{
    constexpr std::size_t sequenceAt = 4;
    const VolumeRange range = library.range(library.superblock().mmpBlock, 1);
    std::vector<std::byte> bytes(range.length);
    library.read(library.superblock().mmpBlock, bytes);
    if (loadLittleEndian<std::uint32_t>(bytes.data()) != EXT4_MMP_MAGIC)
        throw contradiction("mmp_magic", range.start.bytes());
    if (loadLittleEndian<std::uint32_t>(bytes.data() + sequenceAt) != EXT4_MMP_SEQ_CLEAN)
        return dirty("mmp_seq");
    return std::nullopt;
}

}  // namespace

std::optional<Doubt> doubtOf(const Superblock& superblock)
{
    if (!superblock.checksumGood)
        return Doubt{VolumeState::Unknown, badChecksum("superblock", superblockOffset)};
    if (auto doubt = unknownFeatures(superblock))
        return doubt;
    if (superblock.hasIncompat(EXT3_FEATURE_INCOMPAT_JOURNAL_DEV))
        return Doubt{VolumeState::Unknown, volumeNotRead("jbd")};
    if ((superblock.state & EXT2_ERROR_FS) != 0 || (superblock.state & EXT2_VALID_FS) == 0)
        return dirty("s_state");
    if (superblock.errorCount != 0)
        return dirty("s_error_count");
    const bool hasJournal = superblock.hasCompat(EXT3_FEATURE_COMPAT_HAS_JOURNAL);
    if (superblock.hasIncompat(EXT3_FEATURE_INCOMPAT_RECOVER) && !hasJournal)
        return Doubt{VolumeState::NeedsRecovery, volumeNeedsRecovery("journal")};
    if (hasJournal && superblock.journalInum == 0)
        return Doubt{VolumeState::Unknown, volumeNotRead("external journal")};
    return std::nullopt;
}

std::optional<Doubt> doubtOf(const Library& library)
{
    const Superblock& superblock = library.superblock();
    // A journal that has to be replayed was judged when it was read.
    if (superblock.hasCompat(EXT3_FEATURE_COMPAT_HAS_JOURNAL) &&
        !superblock.hasIncompat(EXT3_FEATURE_INCOMPAT_RECOVER)) {
        if (auto doubt = journalDoubt(library))
            return doubt;
    }
    if (superblock.hasIncompat(EXT4_FEATURE_INCOMPAT_MMP))
        return mountProtectionDoubt(library);
    return std::nullopt;
}

}  // namespace engine::ext
