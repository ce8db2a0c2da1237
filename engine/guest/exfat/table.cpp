#include "guest/exfat/table.h"

#include "bytes/byte_reader.h"

#include <array>

namespace engine::exfat {

using clusters::Link;
using clusters::LinkKind;

Table::Table(std::shared_ptr<const BlockSource> source, const Superblock& block)
    : block_(block), cache_(std::move(source))
{
}

Link Table::link(std::uint32_t cluster) const
{
    constexpr std::uint32_t endOfChain = 0xffffffff;
    const std::uint32_t value = entry(cluster);
    if (block_.heap.contains(value))
        return {LinkKind::Next, value};
    switch (value) {
    case 0:
        return {LinkKind::Free};
    case badClusterMark:
        return {LinkKind::Bad};
    case endOfChain:
        return {LinkKind::End};
    default:
        return {LinkKind::Outside};
    }
}

std::uint64_t Table::entryOffset(std::uint32_t cluster) const noexcept
{
    return block_.bytes(block_.fatOffset) + std::uint64_t{cluster} * 4;
}

std::uint32_t Table::entry(std::uint32_t index) const
{
    std::array<std::byte, 4> bytes{};
    cache_.read(entryOffset(index), bytes);
    return loadLittleEndian<std::uint32_t>(bytes.data());
}

}  // namespace engine::exfat
