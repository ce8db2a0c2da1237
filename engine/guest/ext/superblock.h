#pragma once

#include "guest/block_source.h"

#include <cstdint>
#include <string>

namespace engine::ext {

inline constexpr std::uint64_t superblockOffset = 1024;
inline constexpr std::uint64_t superblockLength = 1024;

/// The fields of the superblock that a reader of free space needs, in file order, under the names of the kernel's
/// documentation (filesystems/ext4, "Super Block") without their prefix. Counts are of blocks.
struct Superblock {
    std::uint32_t inodesCount = 0;
    std::uint64_t blocksCount = 0;
    std::uint64_t freeBlocksCount = 0;
    std::uint32_t firstDataBlock = 0;
    std::uint32_t logBlockSize = 0;
    std::uint32_t logClusterSize = 0;
    std::uint32_t blocksPerGroup = 0;
    std::uint32_t clustersPerGroup = 0;
    std::uint32_t inodesPerGroup = 0;
    std::uint16_t magic = 0;
    std::uint16_t state = 0;
    std::uint32_t revLevel = 0;
    std::uint32_t firstIno = 0;
    std::uint16_t inodeSize = 0;
    std::uint32_t featureCompat = 0;
    std::uint32_t featureIncompat = 0;
    std::uint32_t featureRoCompat = 0;
    std::string uuid;  ///< as blkid spells it; empty where it is all zero
    std::string volumeName;
    std::uint16_t reservedGdtBlocks = 0;
    std::uint32_t journalInum = 0;
    std::uint32_t lastOrphan = 0;
    std::uint16_t descSize = 0;
    std::uint32_t firstMetaBg = 0;
    std::uint64_t mmpBlock = 0;
    std::uint8_t logGroupsPerFlex = 0;
    std::uint8_t checksumType = 0;
    std::uint32_t errorCount = 0;
    std::uint32_t usrQuotaInum = 0;
    std::uint32_t grpQuotaInum = 0;
    std::uint32_t prjQuotaInum = 0;
    std::uint32_t orphanFileInum = 0;
    bool checksumGood = true;  ///< always, where the file system has none

    bool hasCompat(std::uint32_t bit) const noexcept { return (featureCompat & bit) != 0; }
    bool hasIncompat(std::uint32_t bit) const noexcept { return (featureIncompat & bit) != 0; }
    bool hasRoCompat(std::uint32_t bit) const noexcept { return (featureRoCompat & bit) != 0; }

    std::uint64_t blockSize() const noexcept { return std::uint64_t{1024} << logBlockSize; }
    std::uint64_t clusterSize() const noexcept { return std::uint64_t{1024} << logClusterSize; }
    std::uint64_t blocksPerCluster() const noexcept { return clusterSize() / blockSize(); }
    std::uint64_t length() const noexcept { return blocksCount * blockSize(); }
    std::uint64_t groups() const noexcept;
    std::uint64_t inodeTableBlocks() const noexcept;
    bool hasGroupChecksums() const noexcept;
    /// blkid's name of what the features make of it: ext2, ext3, ext4, jbd.
    std::string type() const;
};

/// Whether there is a superblock whose magic and first numbers make sense; does not throw for small volumes.
bool recognises(const BlockSource& source);
/// Decodes without judging; `source` is recognised.
Superblock readSuperblock(const BlockSource& source);
/// Throws Refused where a number of the geometry cannot be, or does not fit a volume of `size` bytes.
void checkGeometry(const Superblock& superblock, std::uint64_t size);

}  // namespace engine::ext
