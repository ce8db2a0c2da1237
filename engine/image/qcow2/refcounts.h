#pragma once

#include "image/qcow2/header.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace engine::qcow2 {

/// The refcount table as the file has it, whatever its entries say (specification, "Host cluster management"). It
/// tells where the refcount of a cluster is stored; the blocks are read by what compares them.
class RefcountTable {
public:
    enum class Block : std::uint8_t {
        Missing,     ///< no block: all its refcounts are 0
        Stored,      ///< a block; it may lie beyond the end of the file and be zero
        Unreadable,  ///< the entry names no cluster
    };

    /// Throws Error (Io, Refused) where the table cannot be read.
    RefcountTable(const File& file, const Header& header);

    /// As the file spells them, one a block.
    std::span<const std::uint64_t> entries() const noexcept { return entries_; }
    /// Clusters that one block speaks of; a power of two.
    std::uint64_t clustersPerBlock() const noexcept { return 1ULL << blockBits_; }
    std::uint64_t blockOf(std::uint64_t cluster) const noexcept { return cluster >> blockBits_; }

    Block state(std::uint64_t block) const noexcept
    {
        const std::uint64_t offset = blockOffset(block);
        if (offset == 0)
            return Block::Missing;
        return geometry_.isClusterAligned(offset) && offset <= largestOffset_ ? Block::Stored : Block::Unreadable;
    }
    Block stateFor(std::uint64_t cluster) const noexcept { return state(blockOf(cluster)); }
    /// In bytes, reserved bits left out; 0 where there is no such block.
    std::uint64_t blockOffset(std::uint64_t block) const noexcept
    {
        return block < entries_.size() ? entries_[block] & refcountTableOffsetMask : 0;
    }

private:
    static constexpr std::uint64_t largestOffset_ = INT64_MAX - (1ULL << 30);

    Geometry geometry_;
    unsigned blockBits_;
    std::vector<std::uint64_t> entries_;
};

/// The refcounts from `first` of a block; as many as `out` holds.
void decodeRefcounts(std::span<const std::byte> block, std::uint64_t first, unsigned refcountOrder,
                     std::span<std::uint64_t> out);

/// The largest refcount that the width can hold.
constexpr std::uint64_t largestRefcount(unsigned refcountOrder) noexcept
{
    return UINT64_MAX >> (64 - (1U << refcountOrder));
}

}  // namespace engine::qcow2
