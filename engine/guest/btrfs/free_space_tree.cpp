#include "guest/btrfs/free_space_tree.h"

#include "bytes/checked.h"
#include "guest/doubt.h"
#include "guest/free_ranges.h"

namespace engine::btrfs {

namespace {

class FreeSpaceTreeReader {
public:
    explicit FreeSpaceTreeReader(std::uint64_t sectorSize) : sectorSize_(sectorSize) {}

    void visit(const Item& item)
    {
        const LogicalRange range{LogicalOffset(item.key.objectid), item.key.offset};
        if (!checkedAdd(range.start.bytes(), range.length))
            throw contradiction("free space item", item.place);
        if (item.key.type == ItemType::FreeSpaceExtent)
            add(item, range);
        else if (item.key.type == ItemType::FreeSpaceBitmap)
            bitmap(item, range);
        else if (item.key.type != ItemType::FreeSpaceInfo)
            throw contradiction("free space item", item.place);
    }

    const LogicalRangeSet& free() const { return free_; }

private:
    void add(const Item& item, LogicalRange range)
    {
        if (range.start < end_)
            throw contradiction("free space item", item.place);
        if (free_.ranges().size() >= mostFreeRanges)
            throw Error(ErrorKind::Refused, "volume.tooFragmented", {{"limit", mostFreeRanges}});
        end_ = range.end();
        free_.append(range);
    }

    void bitmap(const Item& item, LogicalRange range)
    {
        const std::uint64_t bits = range.length / sectorSize_;
        if (item.data.size() != divideUp(bits, 8))
            throw contradiction("free space item", item.place);
        for (std::uint64_t bit = 0; bit < bits; ++bit) {
            if ((std::to_integer<unsigned>(item.data[bit / 8]) >> (bit % 8) & 1) != 0)
                add(item, {range.start + bit * sectorSize_, sectorSize_});
        }
    }

    std::uint64_t sectorSize_;
    LogicalRangeSet free_;
    LogicalOffset end_;
};

}  // namespace

void requireFreeSpaceTree(const TreeReader& reader, const TreePointer& root, const Superblock& superblock,
                          const ChunkMap& chunks, const LogicalRangeSet& free)
{
    FreeSpaceTreeReader tree(superblock.sectorSize);
    reader.walk(root, [&](const Item& item) { tree.visit(item); });
    // mkfs.btrfs leaves the items of block groups that it had only for a time.
    LogicalRangeSet groups;
    for (const Chunk& chunk : chunks.chunks())
        groups.append(chunk.range);
    const LogicalRangeSet stated = intersectionOf(tree.free(), groups);
    if (stated != free)
        throw freeCountDiffers("free space tree", free.total(), stated.total());
}

}  // namespace engine::btrfs
