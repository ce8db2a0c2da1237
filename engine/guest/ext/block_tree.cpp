#include "guest/ext/block_tree.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "guest/free_ranges.h"

#include <ext2fs/ext3_extents.h>

namespace engine::ext {

namespace {

/// The kernel reads five levels. e2fsck, for which a volume with deeper trees is sound, offers to make them shallower.
constexpr std::uint16_t deepestExtentTree = 32;
constexpr std::size_t headerLength = 12;
constexpr std::size_t entryLength = 12;
constexpr std::uint16_t longestWritten = 32768;
constexpr std::size_t directBlocks = 12;

/// One walk over one inode.
class Walk {
public:
    Walk(const Library& library, const Inode& inode, BlockBudget& budget)
        : library_(library), inode_(inode), budget_(budget)
    {
    }

    InodeBlocks run()
    {
        if (inode_.fileAcl != 0)
            append(blocks_.metadata, inode_.fileAcl, 1);
        if (!inode_.mapsBlocks())
            return std::move(blocks_);
        auto root = inode_.block;
        if ((inode_.flags & EXT4_EXTENTS_FL) != 0)
            visitExtents(root, 0, std::nullopt);
        else
            visitPointers();
        return std::move(blocks_);
    }

private:
    struct ExtentHeader {
        std::uint16_t entries;
        std::uint16_t depth;
    };

    void append(std::vector<VolumeRange>& ranges, std::uint64_t block, std::uint64_t count)
    {
        const VolumeRange range = library_.range(block, count);
        if (!ranges.empty() && ranges.back().end() == range.start) {
            ranges.back().length += range.length;
            return;
        }
        if (ranges.size() >= mostFreeRanges)
            throw Error(ErrorKind::Refused, "volume.tooFragmented", {{"limit", mostFreeRanges}});
        ranges.push_back(range);
    }

    std::vector<std::byte> readNode(std::uint64_t block)
    {
        budget_.spend();
        append(blocks_.metadata, block, 1);
        std::vector<std::byte> bytes(library_.superblock().blockSize());
        library_.read(block, bytes);
        return bytes;
    }

    [[noreturn]] void refuse(std::string_view structure, std::uint64_t block) const
    {
        throw contradiction(std::string(structure) + " of inode " + std::to_string(inode_.number),
                            block * library_.superblock().blockSize());
    }

    ExtentHeader header(std::span<const std::byte> node, std::uint64_t block, std::optional<std::uint16_t> depth) const
    {
        ByteReader reader(node, 0, "extent header");
        const auto magic = reader.littleEndian<std::uint16_t>();
        const auto entries = reader.littleEndian<std::uint16_t>();
        const auto most = reader.littleEndian<std::uint16_t>();
        const ExtentHeader header{entries, reader.littleEndian<std::uint16_t>()};
        if (magic != EXT3_EXT_MAGIC || entries > most || most > (node.size() - headerLength) / entryLength)
            refuse("extent header", block);
        if (header.depth > deepestExtentTree || header.depth != depth.value_or(header.depth))
            refuse("extent depth", block);
        return header;
    }

    /// @param block where the node is; 0: in the inode
    /// @param depth that its parent expects
    void visitExtents(std::span<std::byte> node, std::uint64_t block, std::optional<std::uint16_t> depth)
    {
        const ExtentHeader own = header(node, block, depth);
        if (block != 0) {
            auto* stored = reinterpret_cast<ext3_extent_header*>(node.data());
            const int good = ext2fs_extent_block_csum_verify(library_.fs(), inode_.number, stored);
            library_.require(0, "extent node", 0);
            if (!checksumMatches(good != 0 ? 1 : 0, 1))
                throw badChecksum("extent node", block * library_.superblock().blockSize());
        }
        ByteReader reader(node.subspan(headerLength), 0, "extent node");
        for (std::uint16_t i = 0; i < own.entries; ++i) {
            if (own.depth == 0)
                visitExtent(reader, block);
            else
                visitIndex(reader, block, own.depth);
        }
    }

    void visitExtent(ByteReader& reader, std::uint64_t node)
    {
        const auto logical = reader.littleEndian<std::uint32_t>();
        std::uint64_t length = reader.littleEndian<std::uint16_t>();
        const std::uint64_t high = reader.littleEndian<std::uint16_t>();
        const std::uint64_t first = high << 32 | reader.littleEndian<std::uint32_t>();
        if (length > longestWritten)
            length -= longestWritten;  // allocated, not written yet
        if (length == 0 || logical < nextLogical_)
            refuse("extent order", node);
        nextLogical_ = logical + length;
        append(blocks_.content, first, length);
    }

    void visitIndex(ByteReader& reader, std::uint64_t node, std::uint16_t depth)
    {
        const auto logical = reader.littleEndian<std::uint32_t>();
        const std::uint64_t low = reader.littleEndian<std::uint32_t>();
        const std::uint64_t child = std::uint64_t{reader.littleEndian<std::uint16_t>()} << 32 | low;
        reader.skip(2);
        if (logical < nextLogical_)
            refuse("extent order", node);
        std::vector<std::byte> bytes = readNode(child);
        visitExtents(bytes, child, static_cast<std::uint16_t>(depth - 1));
    }

    void visitPointers()
    {
        for (std::size_t i = 0; i < inode_.block.size() / 4; ++i) {
            const auto block = loadLittleEndian<std::uint32_t>(inode_.block.data() + i * 4);
            visitPointer(block, i < directBlocks ? 0 : static_cast<unsigned>(i - directBlocks + 1));
        }
    }

    /// @param levels of indirect blocks from here to the content
    void visitPointer(std::uint32_t block, unsigned levels)
    {
        if (block == 0)
            return;
        if (levels == 0) {
            append(blocks_.content, block, 1);
            return;
        }
        const std::vector<std::byte> bytes = readNode(block);
        for (std::size_t at = 0; at < bytes.size(); at += 4)
            visitPointer(loadLittleEndian<std::uint32_t>(bytes.data() + at), levels - 1);
    }

    const Library& library_;
    const Inode& inode_;
    BlockBudget& budget_;
    InodeBlocks blocks_;
    std::uint64_t nextLogical_ = 0;
};

}  // namespace

void BlockBudget::spend()
{
    if (left_ == 0)
        throw contradiction("block trees", 0);
    --left_;
}

InodeBlocks blocksOf(const Library& library, const Inode& inode, BlockBudget& budget)
{
    return Walk(library, inode, budget).run();
}

}  // namespace engine::ext
