#include "guest/btrfs/tree_check.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "guest/swap/superblock.h"

#include <algorithm>
#include <unordered_set>

namespace engine::btrfs {

namespace {

constexpr std::uint8_t inlineExtent = 0;
constexpr std::uint8_t preallocatedExtent = 2;
/// Inode flags NODATASUM and NODATACOW: a swap file has both.
constexpr std::uint64_t swapFileFlags = 3;

class TreeCheck {
public:
    TreeCheck(const Roots& roots, const Extents& extents) : roots_(roots), extents_(extents) {}

    void check(const TreeBlock& block)
    {
        for (std::size_t i = 0; i < block.count(); ++i) {
            if (block.level() > 0)
                checkChild(block, block.child(i));
            else
                checkItem(block, block.item(i));
        }
    }

    void requireTreeBlock(const TreePointer& pointer, std::uint64_t place) const
    {
        if (!extents_.hasTreeBlock(pointer))
            throw contradiction("tree block pointer", place);
    }

    /// Where files start that may be swap files.
    std::vector<LogicalRange> swapFiles() const
    {
        std::vector<LogicalRange> found;
        for (const auto& [inode, start] : firstExtents_) {
            if (uncheckedInodes_.contains(inode))
                found.push_back(start);
        }
        return found;
    }

private:
    void checkChild(const TreeBlock& block, const TreePointer& child) const
    {
        if (!roots_.mayDangle(block.owner()))
            requireTreeBlock(child, block.place());
    }

    void checkItem(const TreeBlock& block, const Item& item)
    {
        if (item.key.type == ItemType::Root && block.owner() == rootTreeId) {
            if (const auto root = parseRoot(item))
                requireTreeBlock(*root, item.place);
        } else if (item.key.type == ItemType::FileExtent) {
            checkFileExtent(item);
        } else if (item.key.type == ItemType::Inode) {
            ByteReader reader(item.data, item.place, "btrfs inode item");
            reader.skip(64);
            if ((reader.littleEndian<std::uint64_t>() & swapFileFlags) == swapFileFlags)
                uncheckedInodes_.insert(item.key.objectid);
        }
    }

    void checkFileExtent(const Item& item)
    {
        ByteReader reader(item.data, item.place, "btrfs file extent");
        reader.skip(8 + 8 + 1 + 1 + 2);  // generation, ram_bytes, compression, encryption, other_encoding
        const auto type = reader.littleEndian<std::uint8_t>();
        if (type == inlineExtent)
            return;
        const LogicalRange extent{LogicalOffset(reader.littleEndian<std::uint64_t>()),
                                  reader.littleEndian<std::uint64_t>()};
        const auto offset = reader.littleEndian<std::uint64_t>();
        if (extent.start.bytes() == 0)
            return;  // a hole
        if (type > preallocatedExtent || !extents_.hasData(extent))
            throw contradiction("file extent", item.place);
        if (item.key.offset == 0 && offset < extent.length)
            firstExtents_.emplace_back(item.key.objectid, LogicalRange{extent.start + offset, extent.length - offset});
    }

    const Roots& roots_;
    const Extents& extents_;
    /// Inode numbers of all trees thrown together: a swap file too many costs one read.
    std::unordered_set<std::uint64_t> uncheckedInodes_;
    std::vector<std::pair<std::uint64_t, LogicalRange>> firstExtents_;
};

}  // namespace

void requireSoundTrees(const TreeReader& reader, const BlockSource& source, const Superblock& superblock,
                       const ChunkMap& chunks, const Roots& roots, const Extents& extents)
{
    TreeCheck trees(roots, extents);
    trees.requireTreeBlock(superblock.rootTree, superblockOffsets[0]);
    trees.requireTreeBlock(superblock.chunkTree, superblockOffsets[0]);
    for (const TreePointer& pointer : extents.treeBlocks)
        trees.check(reader.read(pointer));
    for (const LogicalRange& start : trees.swapFiles()) {
        const auto place = chunks.firstCopy(start);
        if (place && swap::holdsSuspendedSystem(source, *place))
            throw volumeHibernated("swap file");
    }
}

}  // namespace engine::btrfs
