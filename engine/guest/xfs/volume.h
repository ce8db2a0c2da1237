#pragma once

#include "guest/volume_space.h"
#include "guest/xfs/superblock.h"

#include <memory>
#include <string_view>
#include <vector>

namespace engine::xfs {

/// Where a structure of version 5 keeps what it says of itself: byte offsets inside it.
struct Stamp {
    std::string_view structure;
    std::size_t crc;
    std::size_t uuid;
    std::size_t lsn;
    std::size_t address = 0;  ///< of its own place in sectors of 512 bytes; 0: it does not say
};

/// Whether the CRC32C of a structure is what it stores at `field` (where it counts as zeros), in bytes.
bool checksumMatchesAt(std::span<const std::byte> bytes, std::size_t field);

/// One volume with its superblock, which passed its checks; what all readers of its structures share.
class Volume {
public:
    Volume(std::shared_ptr<const BlockSource> source, Superblock superblock)
        : source_(std::move(source)), superblock_(std::move(superblock))
    {
    }

    const Superblock& superblock() const noexcept { return superblock_; }
    const BlockSource& source() const noexcept { return *source_; }
    /// The end of the log as a sequence number: nothing was written later.
    void setLogHead(std::uint64_t lsn) noexcept { logHead_ = lsn; }

    void read(std::uint64_t offset, std::span<std::byte> out) const { source_->read(offset, out); }
    /// Throws Corrupt where the blocks are not all inside their group. `structure` is what is wrong then.
    std::vector<std::byte> readBlocks(BlockAddress at, std::uint32_t blocks, std::string_view structure) const;
    VolumeRange rangeOf(BlockAddress at, std::uint64_t blocks, std::string_view structure) const;

    /// Version 5: checksum, owner and place. Throws Corrupt.
    /// @param offset of the structure in the volume
    void checkStamp(std::span<const std::byte> bytes, const Stamp& stamp, std::uint64_t offset) const;

private:
    std::shared_ptr<const BlockSource> source_;
    Superblock superblock_;
    std::uint64_t logHead_ = UINT64_MAX;
};

}  // namespace engine::xfs
