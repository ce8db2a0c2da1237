#pragma once

#include "guest/block_source.h"

#include <optional>
#include <string>
#include <vector>

namespace engine::vouching {

/// What the superblock of dm-verity says of the hashes behind it (struct verity_sb of cryptsetup; the kernel's
/// Documentation/admin-guide/device-mapper/verity.rst). Text and numbers from inside an image.
struct HashTree {
    std::uint64_t offset = 0;  ///< of the superblock, bytes in its source
    bool sound = false;        ///< all the rest is only set where veritysetup would take it
    std::uint32_t hashType = 0;
    std::string algorithm;
    std::uint64_t dataBlockSize = 0;
    std::uint64_t hashBlockSize = 0;
    std::uint64_t dataBlocks = 0;
    std::vector<std::byte> salt;

    /// Bytes of the device that is checked; 0: not known.
    std::uint64_t dataBytes() const noexcept { return sound ? dataBlocks * dataBlockSize : 0; }
};

/// The superblock at `offset`, a multiple of 512; nothing where its signature does not stand there.
std::optional<HashTree> readHashTree(const BlockSource& source, std::uint64_t offset);

/// Whether the first block of `data` has the hash that stands in the tree. False also where that cannot be told:
/// another algorithm than SHA-256, a tree that is cut off.
bool isOf(const HashTree& tree, const BlockSource& hashes, const BlockSource& data);

/// A tree behind the first `used` bytes of a volume: dm-verity's superblock, or the block that Android's verity puts
/// there. Every sector of the first 64 MiB is looked at, and the start of every MiB in the 16 GiB after that.
/// @return where it stands in the volume
std::optional<std::uint64_t> findTreeBehind(const BlockSource& volume, std::uint64_t used);

}  // namespace engine::vouching
