#pragma once

#include "guest/block_source.h"
#include "guest/clusters/heap.h"

#include <string>

namespace engine::fat {

/// Bits of an entry of the file allocation table.
enum class Type : std::uint8_t { Fat12 = 12, Fat16 = 16, Fat32 = 32 };

/// The boot sector with its BIOS parameter block; every number was checked. Microsoft's "FAT: General Overview of
/// On-Disk Format" 1.03, "Boot Sector and BPB" and "FAT Type Determination", but for small volumes of FAT32.
struct Superblock {
    std::uint32_t bytesPerSector = 0;
    std::uint32_t sectorsPerCluster = 0;
    std::uint32_t reservedSectors = 0;
    std::uint32_t fats = 0;
    std::uint32_t rootEntries = 0;  ///< 0 on FAT32
    std::uint64_t totalSectors = 0;
    std::uint8_t media = 0;
    std::uint64_t sectorsPerFat = 0;
    /// FAT32 only.
    std::uint16_t extFlags = 0;
    std::uint16_t version = 0;
    std::uint32_t rootCluster = 0;
    std::uint16_t fsInfoSector = 0;
    std::uint16_t backupBootSector = 0;

    std::uint8_t state = 0;  ///< BS_Reserved1, where Windows and Linux note that a volume is in use
    std::uint32_t volumeId = 0;
    std::string label;     ///< 11 bytes
    std::string typeName;  ///< 8 bytes; decides nothing

    Type type = Type::Fat12;
    clusters::Heap heap;

    std::uint64_t length() const noexcept { return totalSectors * bytesPerSector; }
    std::uint64_t fatOffset(std::uint32_t copy) const noexcept
    {
        return (reservedSectors + copy * sectorsPerFat) * bytesPerSector;
    }
    /// FAT12 and FAT16: behind the last table.
    VolumeRange rootRegion() const noexcept { return {VolumeOffset(fatOffset(fats)), rootEntries * 32ULL}; }
    /// FAT32 may keep one of its tables only; the others are stale then.
    bool mirrored() const noexcept { return (extFlags & 0x80) == 0; }
    std::uint32_t activeFat() const noexcept { return mirrored() ? 0 : extFlags & 0xf; }
};

inline constexpr std::uint32_t mostFats = 4;

/// Whether the first sector is one of FAT; false for an MBR, NTFS, exFAT, and BitLocker's copy of it.
bool looksLikeBootSector(const BlockSource& source);
/// Throws Error(Refused, "field.*") for the first number that cannot be.
Superblock readSuperblock(const BlockSource& source);

}  // namespace engine::fat
