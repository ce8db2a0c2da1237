#include "guest/xfs/free_space.h"

#include "guest/doubt.h"
#include "guest/free_ranges.h"
#include "guest/xfs/group_map.h"

namespace engine::xfs {

namespace {

void requireCount(std::string_view field, std::uint64_t counted, std::uint64_t stated)
{
    if (counted != stated)
        throw freeCountDiffers(field, counted, stated);
}

}  // namespace

VolumeRangeSet readFreeSpace(const Volume& volume)
{
    const Superblock& superblock = volume.superblock();
    VolumeRangeSet free;
    std::uint64_t blocks = 0;
    std::uint64_t inodes = 0;
    std::uint64_t freeInodes = 0;
    for (std::uint32_t number = 0; number < superblock.agcount; ++number) {
        const AllocationGroup group = readAllocationGroup(volume, number);
        const GroupMap map = mapGroup(volume, group);
        // The blocks that the free-space trees grow into count as free too, although they are not.
        blocks += std::uint64_t{group.agf.freeblks} + group.agf.flcount + map.treeBlocks;
        inodes += map.inodes;
        freeInodes += map.freeInodes;
        for (const BlockRun& run : map.free)
            appendFree(free, volume.rangeOf({number, run.start}, run.length, "bnobt"));
    }
    requireCount("sb_fdblocks", blocks, superblock.fdblocks);
    requireCount("sb_icount", inodes, superblock.icount);
    requireCount("sb_ifree", freeInodes, superblock.ifree);
    return free;
}

}  // namespace engine::xfs
