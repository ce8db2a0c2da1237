#pragma once

#include "bytes/checked.h"

#include <cstddef>
#include <cstdint>

/// The bits of L1, L2 and refcount table entries (specification, "Cluster mapping" and "Host cluster management").
namespace engine::qcow2 {

enum class CompressionType : std::uint8_t { Zlib = 0, Zstd = 1 };

inline constexpr std::uint64_t entryOffsetMask = 0x00ff'ffff'ffff'fe00;  ///< L1 and standard L2 entries, bits 9 - 55
inline constexpr std::uint64_t entryCopied = 1ULL << 63;                 ///< the refcount is exactly one
inline constexpr std::uint64_t entryCompressed = 1ULL << 62;
inline constexpr std::uint64_t entryZero = 1;  ///< standard L2 entries of version 3 without subclusters
inline constexpr std::uint64_t l1ReservedMask = 0x7f00'0000'0000'01ff;
inline constexpr std::uint64_t l2ReservedMask = 0x3f00'0000'0000'01fe;
inline constexpr std::uint64_t refcountTableOffsetMask = 0xffff'ffff'ffff'fe00;
inline constexpr std::uint64_t refcountTableReservedMask = 0x1ff;
inline constexpr unsigned subclustersPerCluster = 32;

/// The sizes that follow from cluster_bits, refcount_order and the extended L2 feature.
struct Geometry {
    unsigned clusterBits = 16;
    unsigned refcountOrder = 4;
    bool extendedL2 = false;

    constexpr std::uint64_t clusterSize() const noexcept { return 1ULL << clusterBits; }
    constexpr std::uint64_t subclusterSize() const noexcept
    {
        return extendedL2 ? clusterSize() / subclustersPerCluster : clusterSize();
    }
    constexpr unsigned l2EntryBytes() const noexcept { return extendedL2 ? 16 : 8; }
    constexpr std::uint64_t l2Entries() const noexcept { return clusterSize() / l2EntryBytes(); }
    /// Guest bytes that one L2 table maps.
    constexpr std::uint64_t bytesPerL2() const noexcept { return l2Entries() << clusterBits; }
    constexpr unsigned refcountBits() const noexcept { return 1U << refcountOrder; }
    constexpr std::uint64_t refcountsPerBlock() const noexcept { return clusterSize() * 8 / refcountBits(); }
    constexpr bool isClusterAligned(std::uint64_t offset) const noexcept { return isAligned(offset, clusterSize()); }
};

/// Where a compressed cluster lies (specification, "Compressed Clusters Descriptor").
struct CompressedPlace {
    std::uint64_t offset = 0;  ///< first byte in the host file, any alignment
    std::uint64_t length = 0;  ///< up to the end of the last 512-byte sector that it touches
};

constexpr CompressedPlace compressedPlace(std::uint64_t entry, unsigned clusterBits) noexcept
{
    const unsigned offsetBits = 62 - (clusterBits - 8);
    const std::uint64_t offset = entry & ((1ULL << offsetBits) - 1);
    const std::uint64_t sectors = ((entry & (entryCompressed - 1)) >> offsetBits) + 1;
    return {offset, sectors * 512 - (offset & 511)};
}

/// The refcount at `index` of a refcount block (specification, "Refcount block": widths below a byte fill each byte
/// from its least significant bits, wider ones are big-endian).
std::uint64_t refcountAt(const std::byte* block, std::uint64_t index, unsigned refcountOrder) noexcept;
void setRefcountAt(std::byte* block, std::uint64_t index, unsigned refcountOrder, std::uint64_t value) noexcept;

}  // namespace engine::qcow2
