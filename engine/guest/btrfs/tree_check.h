#pragma once

#include "guest/btrfs/extents.h"
#include "guest/btrfs/roots.h"

namespace engine::btrfs {

/// Reads every tree block that is allocated, and requires that whatever it points to is allocated just as it says: tree
/// blocks, tree roots, file extents. With the roots that the superblock names, nothing that can be reached is free.
/// Throws Corrupt; Unsupported "volume.hibernated" where a swap file holds a suspended system.
void requireSoundTrees(const TreeReader& reader, const BlockSource& source, const Superblock& superblock,
                       const ChunkMap& chunks, const Roots& roots, const Extents& extents);

}  // namespace engine::btrfs
