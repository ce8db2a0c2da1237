#include "guest/xfs/btree.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"

#include <utility>

namespace engine::xfs {

struct TreeWalk::Block {
    std::uint64_t offset = 0;
    std::uint16_t records = 0;
    std::uint64_t left = 0;
    std::uint64_t right = 0;
    std::size_t header = 0;
    std::vector<std::byte> bytes;
};

std::uint64_t TreeWalk::walk(std::uint32_t root, std::uint32_t levels)
{
    if (levels == 0 || levels > mostLevels)
        throw contradiction(shape_.name, UINT64_MAX);
    root_ = true;
    descend(root, levels - 1);
    finish();
    return blocks_.size();
}

void TreeWalk::descend(std::uint64_t pointer, std::uint32_t level)
{
    if (level >= mostLevels)
        throw contradiction(shape_.name, UINT64_MAX);
    const Block block = readBlock(pointer, level);
    const std::span body = std::span(block.bytes).subspan(block.header);
    const std::size_t pointerBytes = shape_.longForm ? 8 : 4;
    const std::size_t most = body.size() / (level == 0 ? shape_.recordBytes : shape_.keyBytes + pointerBytes);
    // Only a tree without records has an empty block: its root.
    const bool mayBeEmpty = std::exchange(root_, false) && level == 0;
    if (block.records > most || (block.records == 0 && !mayBeEmpty))
        throw contradiction(shape_.name, block.offset);
    checkNeighbours(block, pointer, level);
    if (level == 0) {
        records_(body.first(block.records * shape_.recordBytes));
        return;
    }
    const std::span pointers = body.subspan(most * shape_.keyBytes);
    for (std::size_t i = 0; i < block.records; ++i) {
        const std::byte* stored = &pointers[i * pointerBytes];
        descend(shape_.longForm ? loadBigEndian<std::uint64_t>(stored) : loadBigEndian<std::uint32_t>(stored),
                level - 1);
    }
}

void TreeWalk::finish() const
{
    for (const Seen& seen : last_) {
        if (seen.right != nothing())
            throw contradiction(shape_.name, UINT64_MAX);
    }
}

TreeWalk::Block TreeWalk::readBlock(std::uint64_t pointer, std::uint32_t level)
{
    const Superblock& superblock = volume_.superblock();
    const BlockAddress at = shape_.longForm
                                ? superblock.addressOf(pointer)
                                : BlockAddress{static_cast<std::uint32_t>(owner_), static_cast<std::uint32_t>(pointer)};
    Block block;
    block.bytes = volume_.readBlocks(at, 1, shape_.name);
    block.offset = superblock.offsetOf(at);
    if (!seen_.insert(pointer).second)
        throw contradiction(shape_.name, block.offset);
    blocks_.push_back(at);

    const bool checked = superblock.hasChecksums();
    if (checked)
        volume_.checkStamp(block.bytes,
                           shape_.longForm ? Stamp{shape_.name, 64, 40, 32, 24} : Stamp{shape_.name, 52, 32, 24, 16},
                           block.offset);
    ByteReader reader(block.bytes, block.offset, shape_.name);
    const auto magic = reader.bigEndian<std::uint32_t>();
    const auto storedLevel = reader.bigEndian<std::uint16_t>();
    block.records = reader.bigEndian<std::uint16_t>();
    block.left = shape_.longForm ? reader.bigEndian<std::uint64_t>() : reader.bigEndian<std::uint32_t>();
    block.right = shape_.longForm ? reader.bigEndian<std::uint64_t>() : reader.bigEndian<std::uint32_t>();
    std::uint64_t owner = owner_;
    if (checked) {
        reader.skip(8 + 8 + sizeof(Uuid));
        owner = shape_.longForm ? reader.bigEndian<std::uint64_t>() : reader.bigEndian<std::uint32_t>();
        reader.skip(shape_.longForm ? 8 : 4);
    }
    block.header = reader.position();
    if (magic != (checked ? shape_.crcMagic : shape_.magic) || storedLevel != level || owner != owner_)
        throw contradiction(shape_.name, block.offset);
    return block;
}

void TreeWalk::checkNeighbours(const Block& block, std::uint64_t pointer, std::uint32_t level)
{
    if (last_.size() <= level)
        last_.resize(level + 1, {nothing(), nothing()});
    Seen& before = last_[level];
    // The first block of a level has nothing on its left, so nothing pointed to it.
    const bool first = before.pointer == nothing();
    if (block.left != before.pointer || (!first && before.right != pointer))
        throw contradiction(shape_.name, block.offset);
    before = {pointer, block.right};
}

}  // namespace engine::xfs
