#include "guest/ext/group_metadata.h"

#include "bytes/checked.h"
#include "guest/checksum.h"
#include "guest/doubt.h"

#include <vector>

namespace engine::ext {

namespace {

/// The superblock copy and the descriptors at the start of a group, if it has any.
VolumeRange leadingBlocks(const Library& library, dgrp_t group)
{
    blk64_t superblock = 0;
    blk64_t oldDescriptors = 0;
    blk64_t newDescriptors = 0;
    blk_t count = 0;
    ext2fs_super_and_bgd_loc2(library.fs(), group, &superblock, &oldDescriptors, &newDescriptors, &count);
    const bool hasSuperblock = ext2fs_bg_has_super(library.fs(), group) != 0;
    const blk64_t first = hasSuperblock ? superblock : newDescriptors;
    return count == 0 ? VolumeRange{} : library.range(first, count);
}

}  // namespace

VolumeRangeSet groupMetadata(const Library& library)
{
    const Superblock& superblock = library.superblock();
    ext2_filsys fs = library.fs();
    std::vector<VolumeRange> ranges;
    for (dgrp_t group = 0; group < fs->group_desc_count; ++group) {
        if (!checksumMatches(ext2fs_group_desc_csum_verify(fs, group) != 0 ? 1 : 0, 1))
            throw badChecksum("group descriptor",
                              std::uint64_t{group} * superblock.blocksPerGroup * superblock.blockSize());
        ranges.push_back(leadingBlocks(library, group));
        ranges.push_back(library.range(ext2fs_block_bitmap_loc(fs, group), 1));
        ranges.push_back(library.range(ext2fs_inode_bitmap_loc(fs, group), 1));
        ranges.push_back(library.range(ext2fs_inode_table_loc(fs, group), superblock.inodeTableBlocks()));
    }
    if (superblock.hasIncompat(EXT4_FEATURE_INCOMPAT_MMP))
        ranges.push_back(library.range(superblock.mmpBlock, 1));

    std::uint64_t sum = 0;
    for (const VolumeRange& range : ranges)
        sum += range.length;
    VolumeRangeSet set = VolumeRangeSet::of(std::move(ranges));
    if (set.total() != sum)
        throw contradiction("group descriptors", superblockOffset);
    VolumeRangeSet boot;
    boot.append({VolumeOffset(0), *checkedAlignUp(superblockOffset + superblockLength, superblock.blockSize())});
    return unionOf(boot, set);
}

}  // namespace engine::ext
