#pragma once

#include "guest/block_source.h"

#include <array>
#include <cstdint>
#include <string>

namespace engine::xfs {

/// Version number and feature bits, as xfs_format.h numbers them.
namespace version {
inline constexpr std::uint16_t number = 0x000f;
inline constexpr std::uint16_t shared = 0x0200;
inline constexpr std::uint16_t logV2 = 0x0400;
inline constexpr std::uint16_t extendedFlags = 0x1000;
inline constexpr std::uint16_t directoryV2 = 0x2000;
inline constexpr std::uint16_t moreBits = 0x8000;
}  // namespace version
namespace features2 {
inline constexpr std::uint32_t lazySuperblockCount = 0x0002;
inline constexpr std::uint32_t attr2 = 0x0008;
inline constexpr std::uint32_t projectId32 = 0x0080;
inline constexpr std::uint32_t crc = 0x0100;
inline constexpr std::uint32_t ftype = 0x0200;
}  // namespace features2
namespace readOnlyCompatible {
inline constexpr std::uint32_t finobt = 1 << 0;
inline constexpr std::uint32_t rmapbt = 1 << 1;
inline constexpr std::uint32_t reflink = 1 << 2;
inline constexpr std::uint32_t inobtCount = 1 << 3;
}  // namespace readOnlyCompatible
namespace incompatible {
inline constexpr std::uint32_t ftype = 1 << 0;
inline constexpr std::uint32_t sparseInodes = 1 << 1;
inline constexpr std::uint32_t metaUuid = 1 << 2;
inline constexpr std::uint32_t bigTime = 1 << 3;
inline constexpr std::uint32_t needsRepair = 1 << 4;
inline constexpr std::uint32_t largeExtentCounts = 1 << 5;
inline constexpr std::uint32_t exchangeRange = 1 << 6;
inline constexpr std::uint32_t parentPointers = 1 << 7;
}  // namespace incompatible

using Uuid = std::array<std::byte, 16>;

/// A block by its allocation group and its number in there.
struct BlockAddress {
    std::uint32_t group = 0;
    std::uint32_t block = 0;
    bool operator==(const BlockAddress&) const = default;
};

/// The superblock ("Superblocks" in the XFS Filesystem Structure), fields without their prefix sb_. The arithmetic is
/// only for a superblock that passed `check`.
struct Superblock {
    std::uint32_t magicnum = 0;
    std::uint32_t blocksize = 0;  ///< bytes
    std::uint64_t dblocks = 0;
    std::uint64_t rblocks = 0;
    Uuid uuid{};
    std::uint64_t logstart = 0;  ///< file system block; 0: on another device
    std::uint64_t rootino = 0;
    std::uint64_t rbmino = 0;
    std::uint64_t rsumino = 0;
    std::uint32_t agblocks = 0;
    std::uint32_t agcount = 0;
    std::uint32_t logblocks = 0;
    std::uint16_t versionnum = 0;
    std::uint16_t sectsize = 0;
    std::uint16_t inodesize = 0;
    std::uint16_t inopblock = 0;
    std::string fname;
    std::uint8_t blocklog = 0;
    std::uint8_t sectlog = 0;
    std::uint8_t inodelog = 0;
    std::uint8_t inopblog = 0;
    std::uint8_t agblklog = 0;
    std::uint8_t inprogress = 0;
    std::uint64_t icount = 0;
    std::uint64_t ifree = 0;
    std::uint64_t fdblocks = 0;
    std::uint64_t uquotino = 0;
    std::uint64_t gquotino = 0;
    std::uint8_t sharedVn = 0;
    std::uint8_t dirblklog = 0;
    std::uint32_t featuresTwo = 0;
    std::uint32_t compat = 0;
    std::uint32_t roCompat = 0;
    std::uint32_t incompat = 0;
    std::uint32_t logIncompat = 0;
    std::uint64_t pquotino = 0;
    std::uint64_t lsn = 0;
    Uuid metaUuid{};

    unsigned version() const noexcept { return versionnum & version::number; }
    bool hasChecksums() const noexcept { return version() == 5; }
    bool hasReadOnly(std::uint32_t bit) const noexcept { return hasChecksums() && (roCompat & bit) != 0; }
    bool hasIncompatible(std::uint32_t bit) const noexcept { return hasChecksums() && (incompat & bit) != 0; }
    bool hasFeature2(std::uint32_t bit) const noexcept
    {
        return (versionnum & version::moreBits) != 0 && (featuresTwo & bit) != 0;
    }
    bool hasFileTypes() const noexcept
    {
        return hasIncompatible(incompatible::ftype) || (!hasChecksums() && hasFeature2(features2::ftype));
    }
    /// What metadata blocks carry.
    const Uuid& metadataUuid() const noexcept { return hasIncompatible(incompatible::metaUuid) ? metaUuid : uuid; }

    /// In blocks; the last group may be shorter.
    std::uint32_t groupLength(std::uint32_t group) const noexcept
    {
        const std::uint64_t before = std::uint64_t{group} * agblocks;
        return dblocks - before < agblocks ? static_cast<std::uint32_t>(dblocks - before) : agblocks;
    }
    /// In bytes from the start of the volume.
    std::uint64_t offsetOf(BlockAddress at) const noexcept
    {
        return (std::uint64_t{at.group} * agblocks + at.block) << blocklog;
    }
    bool holds(BlockAddress at, std::uint64_t blocks) const noexcept
    {
        return at.group < agcount && blocks <= groupLength(at.group) && at.block <= groupLength(at.group) - blocks;
    }
    /// A file system block number as it is stored: the group above agblklog bits. Groups beyond the last stay so.
    BlockAddress addressOf(std::uint64_t block) const noexcept
    {
        const std::uint64_t group = block >> agblklog;
        return {group < agcount ? static_cast<std::uint32_t>(group) : agcount,
                static_cast<std::uint32_t>(block & ((1ULL << agblklog) - 1))};
    }
};

inline constexpr std::size_t superblockBytes = 264;

/// The fields as they are, unchecked. `bytes` holds at least superblockBytes.
Superblock parseSuperblock(std::span<const std::byte> bytes);

/// Whether the feature bits are ones that this reader knows. Throws Unsupported "volume.unknownFeature",
/// "volume.unreadFeature".
void checkFeatures(const Superblock& superblock);
/// Every number, in file order. Throws Refused, Corrupt.
void checkGeometry(const Superblock& superblock, std::uint64_t volumeSize);

}  // namespace engine::xfs
