#include "guest/ext/recovery.h"

#include "guest/doubt.h"
#include "guest/ext/volume_state.h"

#include <tuple>

namespace engine::ext {

namespace {

auto geometryOf(const Superblock& superblock)
{
    return std::tuple(superblock.inodesCount, superblock.blocksCount, superblock.firstDataBlock,
                      superblock.logBlockSize, superblock.logClusterSize, superblock.blocksPerGroup,
                      superblock.clustersPerGroup, superblock.inodesPerGroup, superblock.revLevel, superblock.firstIno,
                      superblock.inodeSize, superblock.reservedGdtBlocks, superblock.descSize, superblock.firstMetaBg,
                      superblock.journalInum, superblock.uuid);
}

/// Features that decide where things lie. Large files and orphans come and go while it is mounted.
auto layoutFeaturesOf(const Superblock& superblock)
{
    constexpr std::uint32_t changing = EXT2_FEATURE_RO_COMPAT_LARGE_FILE | EXT4_FEATURE_RO_COMPAT_ORPHAN_PRESENT;
    constexpr std::uint32_t lasting = EXT3_FEATURE_COMPAT_HAS_JOURNAL | EXT2_FEATURE_COMPAT_RESIZE_INODE |
                                      EXT4_FEATURE_COMPAT_SPARSE_SUPER2 | EXT4_FEATURE_COMPAT_ORPHAN_FILE;
    return std::tuple(superblock.featureIncompat, superblock.featureRoCompat & ~changing,
                      superblock.featureCompat & lasting);
}

bool isSameJournal(const JournalFile& before, const JournalFile& after)
{
    return before.blocks == after.blocks && before.metadata == after.metadata;
}

}  // namespace

Recovery recover(std::shared_ptr<const BlockSource> source, const Library& library)
{
    const Superblock& before = library.superblock();
    if (before.hasCompat(EXT4_FEATURE_COMPAT_FAST_COMMIT))
        throw volumeNeedsRecovery("fast commits");
    const JournalFile journal = findJournal(library);
    requireReplayable(journal, library);
    Recovery recovery;
    recovery.source = std::make_shared<RecoveredSource>(source, before.blockSize(), readLog(journal, library));
    const Superblock after = readSuperblock(*recovery.source);
    if (after.magic != before.magic || geometryOf(after) != geometryOf(before) ||
        layoutFeaturesOf(after) != layoutFeaturesOf(before))
        throw contradiction("superblock in the journal", superblockOffset);
    if (const auto doubt = doubtOf(after))
        throw doubt->reason;
    recovery.library = std::make_unique<Library>(recovery.source, after);
    if (!isSameJournal(journal, findJournal(*recovery.library)))
        throw contradiction("journal inode", journal.offset());
    return recovery;
}

}  // namespace engine::ext
