#pragma once

#include "guest/clusters/chain.h"
#include "guest/clusters/page_cache.h"
#include "guest/exfat/superblock.h"

namespace engine::exfat {

inline constexpr std::uint32_t badClusterMark = 0xfffffff7;

/// The first file allocation table (section 4.1). It speaks of chains only: which clusters are free is for the
/// Allocation Bitmap to say, and the entries of contiguous files mean nothing.
class Table : public clusters::LinkTable {
public:
    Table(std::shared_ptr<const BlockSource> source, const Superblock& block);

    clusters::Link link(std::uint32_t cluster) const override;
    std::uint64_t entryOffset(std::uint32_t cluster) const noexcept override;
    std::uint32_t entry(std::uint32_t index) const;

private:
    Superblock block_;
    mutable clusters::PageCache cache_;
};

}  // namespace engine::exfat
