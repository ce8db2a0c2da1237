#include "image/qcow2/entries.h"

#include "bytes/byte_reader.h"

namespace engine::qcow2 {

std::uint64_t refcountAt(const std::byte* block, std::uint64_t index, unsigned refcountOrder) noexcept
{
    switch (refcountOrder) {
    case 3:
        return std::to_integer<std::uint64_t>(block[index]);
    case 4:
        return loadBigEndian<std::uint16_t>(block + index * 2);
    case 5:
        return loadBigEndian<std::uint32_t>(block + index * 4);
    case 6:
        return loadBigEndian<std::uint64_t>(block + index * 8);
    default: {
        const unsigned width = 1U << refcountOrder;
        const std::uint64_t bit = index * width;
        return (std::to_integer<std::uint64_t>(block[bit / 8]) >> (bit % 8)) & ((1U << width) - 1);
    }
    }
}

void setRefcountAt(std::byte* block, std::uint64_t index, unsigned refcountOrder, std::uint64_t value) noexcept
{
    switch (refcountOrder) {
    case 3:
        block[index] = static_cast<std::byte>(value);
        return;
    case 4:
        return storeBigEndian(static_cast<std::uint16_t>(value), block + index * 2);
    case 5:
        return storeBigEndian(static_cast<std::uint32_t>(value), block + index * 4);
    case 6:
        return storeBigEndian(value, block + index * 8);
    default: {
        const unsigned width = 1U << refcountOrder;
        const std::uint64_t bit = index * width;
        const unsigned mask = ((1U << width) - 1) << (bit % 8);
        const auto others = std::to_integer<unsigned>(block[bit / 8]) & ~mask;
        block[bit / 8] = static_cast<std::byte>(others | ((static_cast<unsigned>(value) << (bit % 8)) & mask));
        return;
    }
    }
}

}  // namespace engine::qcow2
