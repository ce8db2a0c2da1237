#pragma once

#include "bytes/offsets.h"
#include "guest/block_source.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::btrfs {

/// btrfs addresses; the chunk tree says where they lie on the volume.
struct LogicalSpace;
using LogicalOffset = Offset<LogicalSpace>;
using LogicalRange = Range<LogicalSpace>;

using Uuid = std::array<std::byte, 16>;

/// What a parent says of a tree block; the block has to agree.
struct TreePointer {
    LogicalOffset block;
    std::uint64_t generation = 0;
    std::uint8_t level = 0;
};

inline constexpr std::uint64_t superblockLength = 4096;
/// Where copies lie, in bytes; each has 64 KiB to itself. The kernel mounts from the first.
inline constexpr std::array<std::uint64_t, 3> superblockOffsets{64ULL << 10, 64ULL << 20, 256ULL << 30};
inline constexpr std::uint64_t superblockReserve = 64ULL << 10;

/// compat_ro_flags
inline constexpr std::uint64_t freeSpaceTreeFlag = 1;
inline constexpr std::uint64_t freeSpaceTreeValidFlag = 2;
inline constexpr std::uint64_t blockGroupTreeFlag = 8;
/// incompat_flags
inline constexpr std::uint64_t mixedGroupsFlag = 1ULL << 2;

/// A device as the superblock and the chunk tree describe it.
struct DeviceItem {
    static constexpr std::size_t length = 98;

    std::uint64_t id = 0;
    std::uint64_t totalBytes = 0;
    std::uint64_t bytesUsed = 0;  ///< that belong to chunks
    std::uint64_t startOffset = 0;
    Uuid uuid{};
    Uuid fsid{};

    bool operator==(const DeviceItem&) const = default;
    /// @param bytes at least `length`
    static DeviceItem parse(std::span<const std::byte> bytes);
};

/// struct btrfs_super_block, as it is stored. Sources: the "On-disk format" page of the btrfs documentation,
/// linux/btrfs_tree.h, linux/btrfs.h.
struct Superblock {
    std::array<std::byte, 32> checksum{};
    Uuid fsid{};
    Uuid metadataUuid{};  ///< what tree blocks carry: the fsid, until it was changed
    std::uint64_t bytenr = 0;
    std::uint64_t flags = 0;
    TreePointer rootTree;
    TreePointer chunkTree;
    std::uint64_t logTree = 0;
    std::uint64_t totalBytes = 0;
    std::uint64_t bytesUsed = 0;  ///< of all block groups, not counting copies
    std::uint64_t deviceCount = 0;
    std::uint64_t sectorSize = 0;
    std::uint64_t nodeSize = 0;
    std::uint64_t leafSize = 0;
    std::uint64_t compatRo = 0;
    std::uint64_t incompat = 0;
    std::uint16_t checksumType = 0;
    DeviceItem device;
    std::string label;
    std::vector<std::byte> systemChunks;  ///< sys_chunk_array

    std::uint64_t generation() const noexcept { return rootTree.generation; }
};

/// Whether the magic and the superblock's own address stand at their places.
bool hasSuperblock(const BlockSource& source);

/// Decodes the first superblock without judging it, but for the length of sys_chunk_array.
Superblock readSuperblock(const BlockSource& source);

/// Throws for the first number, flag or copy that speaks against reading the volume: in the order of the fields, at
/// last that the copies inside the device are of the same moment.
void requireSound(const Superblock& superblock, const BlockSource& source);

}  // namespace engine::btrfs
