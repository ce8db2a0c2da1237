#include "image/qcow2/refcounts.h"

#include "bytes/byte_reader.h"

#include <bit>

namespace engine::qcow2 {

namespace {

template <class Number>
void decode(const std::byte* bytes, std::span<std::uint64_t> out)
{
    for (std::uint64_t& refcount : out) {
        refcount = loadBigEndian<Number>(bytes);
        bytes += sizeof(Number);
    }
}

}  // namespace

RefcountTable::RefcountTable(const File& file, const Header& header)
    : geometry_(header.geometry),
      blockBits_(static_cast<unsigned>(std::countr_zero(header.geometry.refcountsPerBlock()))),
      entries_(readTable(file, header.refcountTableOffset, header.refcountTableBytes() / sizeof(std::uint64_t)))
{
}

void decodeRefcounts(std::span<const std::byte> block, std::uint64_t first, unsigned refcountOrder,
                     std::span<std::uint64_t> out)
{
    switch (refcountOrder) {
    case 3:
        return decode<std::uint8_t>(block.data() + first, out);
    case 4:
        return decode<std::uint16_t>(block.data() + first * 2, out);
    case 5:
        return decode<std::uint32_t>(block.data() + first * 4, out);
    case 6:
        return decode<std::uint64_t>(block.data() + first * 8, out);
    default:
        for (std::uint64_t i = 0; i < out.size(); ++i)
            out[i] = refcountAt(block.data(), first + i, refcountOrder);
    }
}

}  // namespace engine::qcow2
