#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <zlib.h>

namespace engine::lvm {

/// The CRC of LVM2: that of zlib without the inversions, from a start value of its own.
inline std::uint32_t checksum(std::span<const std::byte> bytes)
{
    constexpr std::uint32_t initial = 0xf597a6cf;
    const auto inverted = crc32_z(~initial, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
    return ~static_cast<std::uint32_t>(inverted);
}

}  // namespace engine::lvm
