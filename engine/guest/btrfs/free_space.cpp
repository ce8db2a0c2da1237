#include "guest/btrfs/free_space.h"

#include "guest/btrfs/device.h"
#include "guest/btrfs/extents.h"
#include "guest/btrfs/free_space_tree.h"
#include "guest/btrfs/tree_check.h"

namespace engine::btrfs {

namespace {

/// Boot loaders live there.
constexpr std::uint64_t reservedStart = 1 << 20;

VolumeRangeSet reservedRanges()
{
    std::vector<VolumeRange> ranges{{VolumeOffset(0), reservedStart}};
    for (const std::uint64_t offset : superblockOffsets)
        ranges.push_back({VolumeOffset(offset), superblockReserve});
    return VolumeRangeSet::of(std::move(ranges));
}

VolumeRangeSet unallocated(const Superblock& superblock, const ChunkMap& chunks)
{
    std::vector<VolumeRange> taken;
    for (const Chunk& chunk : chunks.chunks()) {
        for (const VolumeOffset stripe : chunk.stripes)
            taken.push_back(chunk.onVolume(stripe, chunk.range));
    }
    return VolumeRangeSet::of(std::move(taken)).complementIn({VolumeOffset(0), superblock.totalBytes});
}

VolumeRangeSet freeInChunks(const ChunkMap& chunks, const LogicalRangeSet& free)
{
    std::vector<VolumeRange> ranges;
    for (const Chunk& chunk : chunks.chunks()) {
        const LogicalRangeSet here = free.restrictedTo(chunk.range);
        for (const VolumeOffset stripe : chunk.stripes) {
            if (ranges.size() + here.ranges().size() > mostFreeRanges)
                throw Error(ErrorKind::Refused, "volume.tooFragmented", {{"limit", mostFreeRanges}});
            for (const LogicalRange& range : here.ranges())
                ranges.push_back(chunk.onVolume(stripe, range));
        }
    }
    return VolumeRangeSet::of(std::move(ranges));
}

}  // namespace

VolumeRangeSet readFreeSpace(const BlockSource& source, const Superblock& superblock, const ChunkMap& chunks,
                             const TreeReader& reader, const Roots& roots)
{
    requireDeviceTree(reader, roots.at(deviceTreeId), superblock, chunks);
    const Extents extents = readExtents(reader, roots, superblock, chunks);
    constexpr std::uint64_t freeSpaceTree = freeSpaceTreeFlag | freeSpaceTreeValidFlag;
    if ((superblock.compatRo & freeSpaceTree) == freeSpaceTree)
        requireFreeSpaceTree(reader, roots.at(freeSpaceTreeId), superblock, chunks, extents.free);
    requireSoundTrees(reader, source, superblock, chunks, roots, extents);
    const VolumeRangeSet free = unionOf(unallocated(superblock, chunks), freeInChunks(chunks, extents.free));
    return differenceOf(free, reservedRanges());
}

}  // namespace engine::btrfs
