#pragma once

#include "guest/block_source.h"
#include "guest/clusters/heap.h"

namespace engine::exfat {

/// The Main Boot Sector; every number was checked. Microsoft's "exFAT file system specification", section 3.1.
struct Superblock {
    std::uint64_t volumeLength = 0;       ///< sectors
    std::uint32_t fatOffset = 0;          ///< sectors
    std::uint32_t fatLength = 0;          ///< sectors
    std::uint32_t clusterHeapOffset = 0;  ///< sectors
    std::uint32_t firstClusterOfRootDirectory = 0;
    std::uint32_t volumeSerialNumber = 0;
    std::uint16_t fileSystemRevision = 0;
    std::uint16_t volumeFlags = 0;
    std::uint8_t bytesPerSectorShift = 0;
    std::uint8_t numberOfFats = 0;
    clusters::Heap heap;

    std::uint64_t bytes(std::uint64_t sectors) const noexcept { return sectors << bytesPerSectorShift; }
    std::uint64_t length() const noexcept { return bytes(volumeLength); }
};

/// Jump, name, and zeros where FAT keeps its parameters.
bool looksLikeBootSector(const BlockSource& source);
/// Throws Error(Refused, "field.*") for the first number that cannot be.
Superblock readSuperblock(const BlockSource& source);
/// Compares both boot regions with their checksums and with each other (section 3.4). Throws Error(Corrupt,
/// "volume.checksum") or "volume.contradiction".
void checkBootRegions(const BlockSource& source, const Superblock& block);

}  // namespace engine::exfat
