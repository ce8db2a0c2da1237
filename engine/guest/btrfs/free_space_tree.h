#pragma once

#include "guest/btrfs/extents.h"

namespace engine::btrfs {

/// Throws Corrupt where the free space tree says something else than the extent tree.
void requireFreeSpaceTree(const TreeReader& reader, const TreePointer& root, const Superblock& superblock,
                          const ChunkMap& chunks, const LogicalRangeSet& free);

}  // namespace engine::btrfs
