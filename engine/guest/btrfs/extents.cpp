#include "guest/btrfs/extents.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"

#include <algorithm>

namespace engine::btrfs {

namespace {

constexpr std::uint64_t dataFlag = 1;
constexpr std::uint64_t treeBlockFlag = 2;
constexpr std::uint64_t fullBackReferenceFlag = 1ULL << 8;

bool hasBlockGroupTree(const Superblock& superblock)
{
    return (superblock.compatRo & blockGroupTreeFlag) != 0;
}

class ExtentTreeReader {
public:
    ExtentTreeReader(const Superblock& superblock, const ChunkMap& chunks)
        : superblock_(superblock), chunks_(chunks), usedOfChunk_(chunks.chunks().size())
    {
    }

    void visit(const Item& item)
    {
        switch (item.key.type) {
        case ItemType::Extent:
            extent(item);
            return;
        case ItemType::Metadata:
            treeBlock(item, {LogicalOffset(item.key.objectid), superblock_.nodeSize}, item.key.offset);
            return;
        case ItemType::BlockGroup:
            if (hasBlockGroupTree(superblock_))
                throw contradiction("extent tree item", item.place);
            blockGroup(item);
            return;
        case ItemType::TreeBlockReference:
        case ItemType::ExtentDataReference:
        case ItemType::SharedBlockReference:
        case ItemType::SharedDataReference:
            return;
        default:
            throw contradiction("extent tree item", item.place);
        }
    }

    void visitBlockGroup(const Item& item)
    {
        if (item.key.type != ItemType::BlockGroup)
            throw contradiction("block group tree item", item.place);
        blockGroup(item);
    }

    Extents finish()
    {
        requireCounts();
        for (const Chunk& chunk : chunks_.chunks()) {
            const LogicalRangeSet free = found_.used.complementIn(chunk.range);
            for (const LogicalRange& range : free.ranges())
                found_.free.append(range);
        }
        return std::move(found_);
    }

private:
    struct Head {
        std::uint64_t generation;
        std::uint64_t flags;
    };
    struct BlockGroup {
        LogicalRange range;
        std::uint64_t used;
        std::uint64_t type;
        std::uint64_t place;
    };

    static Head head(ByteReader& reader)
    {
        reader.skip(8);  // refs
        const auto generation = reader.littleEndian<std::uint64_t>();
        return {generation, reader.littleEndian<std::uint64_t>()};
    }

    void extent(const Item& item)
    {
        ByteReader reader(item.data, item.place, "btrfs extent item");
        const Head head = this->head(reader);
        const LogicalRange range{LogicalOffset(item.key.objectid), item.key.offset};
        if (head.flags == dataFlag) {
            add(item, range, dataChunk);
            found_.data.push_back(range);
            return;
        }
        reader.skip(Key::length);
        treeBlock(item, range, reader.littleEndian<std::uint8_t>());
    }

    void treeBlock(const Item& item, LogicalRange range, std::uint64_t level)
    {
        ByteReader reader(item.data, item.place, "btrfs extent item");
        const Head head = this->head(reader);
        constexpr std::uint64_t highestLevel = 7;
        if ((head.flags & ~fullBackReferenceFlag) != treeBlockFlag || range.length != superblock_.nodeSize ||
            level > highestLevel)
            throw contradiction("extent item", item.place);
        add(item, range, metadataChunk | systemChunk);
        found_.treeBlocks.push_back({range.start, head.generation, static_cast<std::uint8_t>(level)});
    }

    /// @param kinds the chunk is one of these
    void add(const Item& item, LogicalRange range, std::uint64_t kinds)
    {
        const Chunk* const chunk = chunks_.find(range);
        const bool aligned = isAligned(range.start.bytes() | range.length, superblock_.sectorSize);
        if (!chunk || !aligned || range.empty() || range.start < end_ || (chunk->type & kinds) == 0)
            throw contradiction("extent item", item.place);
        end_ = range.end();
        usedOfChunk_[static_cast<std::size_t>(chunk - chunks_.chunks().data())] += range.length;
        found_.used.append(range);
    }

    void blockGroup(const Item& item)
    {
        ByteReader reader(item.data, item.place, "btrfs block group item");
        const auto used = reader.littleEndian<std::uint64_t>();
        const auto chunkObject = reader.littleEndian<std::uint64_t>();
        const auto type = reader.littleEndian<std::uint64_t>();
        if (chunkObject != firstChunkTreeId)
            throw contradiction("block group item", item.place);
        groups_.push_back({{LogicalOffset(item.key.objectid), item.key.offset}, used, type, item.place});
    }

    void requireCounts() const
    {
        const auto chunks = chunks_.chunks();
        if (groups_.size() != chunks.size())
            throw freeCountDiffers("block group items", groups_.size(), chunks.size());
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            const BlockGroup& group = groups_[i];
            if (group.range != chunks[i].range || group.type != chunks[i].type)
                throw contradiction("block group item", group.place);
            if (group.used != usedOfChunk_[i])
                throw freeCountDiffers("block_group_item.used", usedOfChunk_[i], group.used);
            total += group.used;
        }
        if (total != superblock_.bytesUsed)
            throw freeCountDiffers("bytes_used", total, superblock_.bytesUsed);
    }

    const Superblock& superblock_;
    const ChunkMap& chunks_;
    Extents found_;
    std::vector<BlockGroup> groups_;
    std::vector<std::uint64_t> usedOfChunk_;
    LogicalOffset end_;
};

}  // namespace

bool Extents::hasTreeBlock(const TreePointer& pointer) const
{
    const auto found = std::ranges::lower_bound(treeBlocks, pointer.block, {}, &TreePointer::block);
    return found != treeBlocks.end() && found->block == pointer.block && found->generation == pointer.generation &&
           found->level == pointer.level;
}

bool Extents::hasData(LogicalRange range) const
{
    const auto found = std::ranges::lower_bound(data, range.start, {}, &LogicalRange::start);
    return found != data.end() && *found == range;
}

Extents readExtents(const TreeReader& reader, const Roots& roots, const Superblock& superblock, const ChunkMap& chunks)
{
    ExtentTreeReader extents(superblock, chunks);
    reader.walk(roots.at(extentTreeId), [&](const Item& item) { extents.visit(item); });
    if (hasBlockGroupTree(superblock))
        reader.walk(roots.at(blockGroupTreeId), [&](const Item& item) { extents.visitBlockGroup(item); });
    return extents.finish();
}

}  // namespace engine::btrfs
