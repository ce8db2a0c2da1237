#pragma once

#include "guest/btrfs/roots.h"

#include <vector>

namespace engine::btrfs {

using LogicalRangeSet = RangeSet<LogicalSpace>;

/// All that is allocated, as the extent tree says. Vectors are sorted by address.
struct Extents {
    std::vector<TreePointer> treeBlocks;
    std::vector<LogicalRange> data;
    LogicalRangeSet used;
    LogicalRangeSet free;  ///< of all block groups

    /// Whether there is a tree block just as the pointer describes it.
    bool hasTreeBlock(const TreePointer& pointer) const;
    bool hasData(LogicalRange range) const;
};

/// Reads the extent tree, with the block group tree where there is one, and proves that they are whole in themselves:
/// extents lie apart, each inside one block group of its kind; block groups are the chunks; each adds up to what its
/// item says, and all to the superblock's number. Throws Corrupt and Unsupported.
Extents readExtents(const TreeReader& reader, const Roots& roots, const Superblock& superblock, const ChunkMap& chunks);

}  // namespace engine::btrfs
