#pragma once

#include "guest/block_source.h"

#include <array>
#include <cstdint>
#include <span>

namespace engine::mbr {

inline constexpr std::uint64_t sectorSize = 512;

/// One of the four entries of a master or extended boot record (UEFI 2.10, table 5-2). Sectors of 512 bytes; the first
/// sector counts from the start of the disk, or from what the record's kind says.
struct Entry {
    std::uint8_t bootIndicator = 0;
    std::uint8_t type = 0;
    std::uint32_t startingLba = 0;
    std::uint32_t sizeInLba = 0;

    bool isEmpty() const noexcept { return type == 0 && sizeInLba == 0; }
    bool isExtended() const noexcept { return type == 0x05 || type == 0x0f || type == 0x85; }
    bool isProtective() const noexcept { return type == 0xee; }
    std::uint64_t end() const noexcept { return std::uint64_t{startingLba} + sizeInLba; }
};

/// The first sector of a disk or of a logical partition's chain.
struct BootRecord {
    std::uint32_t diskSignature = 0;
    std::array<Entry, 4> entries;
    bool hasSignature = false;        ///< 0x55, 0xaa at its end
    bool isFileSystemsStart = false;  ///< also reads as the boot sector of FAT, exFAT, NTFS, BitLocker or ReFS

    bool isProtective() const noexcept;  ///< one entry is of type 0xee
    bool isEmpty() const noexcept;       ///< all entries are
    bool hasBadBootIndicator() const noexcept;
    /// Whether the entries make sense for a disk of that many sectors: inside it, disjoint, at least one.
    bool isPlausible(std::uint64_t diskSectors) const noexcept;
};

/// @param disk at least `offset` and a sector long
BootRecord readBootRecord(const BlockSource& disk, std::uint64_t offset);

}  // namespace engine::mbr
