#pragma once

#include "guest/block_source.h"

#include <cstdint>
#include <string>

namespace engine::ntfs {

/// The boot sector, first of the file $Boot. Its fields are named as in libntfs-3g's layout.h.
struct BootSector {
    std::uint64_t sectorSize = 0;   ///< bytes, 256 to 4096
    std::uint64_t clusterSize = 0;  ///< bytes, up to 2 MiB
    std::uint64_t sectors = 0;      ///< without the backup boot sector, which follows them
    std::uint64_t mftCluster = 0;
    std::uint64_t mirrorCluster = 0;
    std::uint32_t recordSize = 0;  ///< bytes of an MFT record, 1024 to 4096
    std::uint32_t indexBlockSize = 0;
    std::uint64_t serialNumber = 0;

    std::uint64_t length() const noexcept { return sectors * sectorSize; }
    std::uint64_t clusters() const noexcept { return length() / clusterSize; }
};

/// Whether the volume starts with the boot sector of an NTFS volume, sound or not.
bool hasBootSector(const BlockSource& volume);

/// The serial number as blkid spells it, checked for nothing. Only where `hasBootSector`.
std::string serialText(const BlockSource& volume);

/// Throws Error(Refused) with the first field that cannot be trusted. Only where `hasBootSector`.
BootSector readBootSector(const BlockSource& volume);

}  // namespace engine::ntfs
