#pragma once

#include "storage/file.h"

#include <cstdint>

namespace engine::qcow2 {

/// Entries of the snapshot table and of the bitmap directory start at multiples of 8 bytes.
constexpr std::uint64_t recordAligned(std::uint64_t offset) noexcept
{
    return (offset + 7) & ~7ULL;
}

/// The fixed part of an entry of the snapshot table (specification, "Snapshots"), as it is on disk: nothing is checked.
/// Extra data, id and name follow it, in this order. Offsets and lengths in bytes.
struct SnapshotRecord {
    static constexpr std::uint64_t fixedLength = 40;

    std::uint64_t l1Offset = 0;
    std::uint32_t l1Entries = 0;
    std::uint16_t idLength = 0;
    std::uint16_t nameLength = 0;
    std::uint32_t seconds = 0;
    std::uint64_t guestClock = 0;
    std::uint32_t vmStateSize = 0;
    std::uint32_t extraLength = 0;

    std::uint64_t length() const noexcept { return fixedLength + extraLength + idLength + nameLength; }
};

/// The fixed part of an entry of the bitmap directory (specification, "Bitmap directory"), as it is on disk: nothing is
/// checked. Extra data and the name follow it. Offsets and lengths in bytes.
struct BitmapRecord {
    static constexpr std::uint64_t fixedLength = 24;
    static constexpr std::uint32_t flagInUse = 1;
    static constexpr std::uint32_t flagAuto = 2;
    static constexpr std::uint8_t typeDirtyTracking = 1;

    std::uint64_t tableOffset = 0;
    std::uint32_t tableEntries = 0;
    std::uint32_t flags = 0;
    std::uint8_t type = 0;
    std::uint8_t granularityBits = 0;
    std::uint16_t nameLength = 0;
    std::uint32_t extraLength = 0;

    std::uint64_t length() const noexcept { return recordAligned(fixedLength + nameLength + extraLength); }
};

/// What lies beyond the end of the file reads as zero. Throws Error (Io).
SnapshotRecord readSnapshotRecord(const File& file, std::uint64_t offset);
BitmapRecord readBitmapRecord(const File& file, std::uint64_t offset);

}  // namespace engine::qcow2
