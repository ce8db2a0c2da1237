#pragma once

#include "guest/btrfs/superblock.h"
#include "guest/volume_space.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace engine::btrfs {

struct Key;

/// A piece of logical space and where it lies: once (single), or twice (dup) on the one device.
struct Chunk {
    LogicalRange range;
    std::uint64_t type = 0;  ///< BTRFS_BLOCK_GROUP_*
    std::vector<VolumeOffset> stripes;

    VolumeRange onVolume(VolumeOffset stripe, LogicalRange part) const
    {
        return {stripe + (part.start - range.start), part.length};
    }
};

/// BTRFS_BLOCK_GROUP_DATA, _SYSTEM, _METADATA
inline constexpr std::uint64_t dataChunk = 1;
inline constexpr std::uint64_t systemChunk = 2;
inline constexpr std::uint64_t metadataChunk = 4;

/// Decodes a chunk item and checks it. Throws Unsupported "btrfs.profile" for any other profile than single and dup.
/// @param item may be longer than the chunk; @param place for messages
/// @param consumed the bytes that the chunk takes
Chunk parseChunk(const Key& key, std::span<const std::byte> item, const Superblock& superblock, std::uint64_t place,
                 std::size_t& consumed);

/// From logical addresses to the volume. Immutable.
class ChunkMap {
public:
    /// Throws Corrupt where two chunks share an address or a byte of the volume.
    explicit ChunkMap(std::vector<Chunk> chunks);
    /// What the superblock says, enough to read the chunk tree.
    static ChunkMap ofSystemChunks(const Superblock& superblock);

    /// By address.
    std::span<const Chunk> chunks() const noexcept { return chunks_; }
    /// The chunk that the whole range lies in, or null.
    const Chunk* find(LogicalRange range) const noexcept;
    /// The first copy, where one chunk holds the whole range.
    std::optional<VolumeRange> firstCopy(LogicalRange range) const;

private:
    std::vector<Chunk> chunks_;
};

}  // namespace engine::btrfs
