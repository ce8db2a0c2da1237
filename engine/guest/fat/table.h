#pragma once

#include "guest/clusters/chain.h"
#include "guest/clusters/page_cache.h"
#include "guest/fat/superblock.h"

namespace engine::fat {

/// An entry's value, without the bits that FAT32 leaves alone.
/// @param entries a table's bytes from an even entry on
std::uint32_t entryAt(std::span<const std::byte> entries, std::size_t index, Type type) noexcept;
/// Bytes that `entries` entries take.
std::uint64_t tableBytes(std::uint64_t entries, Type type) noexcept;
clusters::Link linkOf(std::uint32_t value, const Superblock& block) noexcept;

/// The file allocation table that is in use.
class Table : public clusters::LinkTable {
public:
    Table(std::shared_ptr<const BlockSource> source, const Superblock& block);

    clusters::Link link(std::uint32_t cluster) const override;
    std::uint64_t entryOffset(std::uint32_t cluster) const noexcept override;
    /// The entry of a cluster, or of the two before the first one, in a table of one's choice.
    std::uint32_t entry(std::uint32_t copy, std::uint32_t index) const;

private:
    Superblock block_;
    mutable clusters::PageCache cache_;
};

}  // namespace engine::fat
