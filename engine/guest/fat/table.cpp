#include "guest/fat/table.h"

#include "bytes/byte_reader.h"

#include <array>

namespace engine::fat {

using clusters::Link;
using clusters::LinkKind;

namespace {

std::uint64_t byteOf(std::uint64_t index, Type type) noexcept
{
    return index * static_cast<std::uint64_t>(type) / 8;
}

/// All bits set that an entry has.
std::uint32_t endMark(Type type) noexcept
{
    switch (type) {
    case Type::Fat12:
        return 0xfff;
    case Type::Fat16:
        return 0xffff;
    case Type::Fat32:
        break;
    }
    return 0x0fffffff;
}

}  // namespace

std::uint32_t entryAt(std::span<const std::byte> entries, std::size_t index, Type type) noexcept
{
    const std::byte* const at = entries.data() + byteOf(index, type);
    switch (type) {
    case Type::Fat12:
        // Two entries share three bytes.
        return index % 2 == 0 ? loadLittleEndian<std::uint16_t>(at) & 0xfffU : loadLittleEndian<std::uint16_t>(at) >> 4;
    case Type::Fat16:
        return loadLittleEndian<std::uint16_t>(at);
    case Type::Fat32:
        break;
    }
    return loadLittleEndian<std::uint32_t>(at) & 0x0fffffff;
}

std::uint64_t tableBytes(std::uint64_t entries, Type type) noexcept
{
    return divideUp(entries * static_cast<std::uint64_t>(type), 8);
}

Link linkOf(std::uint32_t value, const Superblock& block) noexcept
{
    if (value == 0)
        return {LinkKind::Free};
    // First: the largest FAT12 and FAT16 volumes have clusters with reserved numbers.
    if (block.heap.contains(value))
        return {LinkKind::Next, value};
    const std::uint32_t end = endMark(block.type);
    if (value >= end - 7)
        return {LinkKind::End};
    if (value == end - 8)
        return {LinkKind::Bad};
    return {value == 1 || value >= end - 15 ? LinkKind::Reserved : LinkKind::Outside};
}

Table::Table(std::shared_ptr<const BlockSource> source, const Superblock& block)
    : block_(block), cache_(std::move(source))
{
}

Link Table::link(std::uint32_t cluster) const
{
    return linkOf(entry(block_.activeFat(), cluster), block_);
}

std::uint64_t Table::entryOffset(std::uint32_t cluster) const noexcept
{
    return block_.fatOffset(block_.activeFat()) + byteOf(cluster, block_.type);
}

std::uint32_t Table::entry(std::uint32_t copy, std::uint32_t index) const
{
    std::array<std::byte, 4> bytes{};
    const std::span used = std::span(bytes).first(block_.type == Type::Fat32 ? 4 : 2);
    cache_.read(block_.fatOffset(copy) + byteOf(index, block_.type), used);
    // The two bytes of an odd FAT12 entry decode like those of entry 1, one byte further.
    if (block_.type == Type::Fat12 && index % 2 != 0)
        return loadLittleEndian<std::uint16_t>(bytes.data()) >> 4;
    return entryAt(bytes, 0, block_.type);
}

}  // namespace engine::fat
