#pragma once

#include "guest/btrfs/chunk_map.h"
#include "guest/btrfs/roots.h"
#include "guest/free_ranges.h"

namespace engine::btrfs {

/// What is proven free: device space that no chunk takes, and what no extent takes of the chunks (of each copy); never
/// the first MiB, nor where superblocks lie. Throws after the first structure that contradicts another.
VolumeRangeSet readFreeSpace(const BlockSource& source, const Superblock& superblock, const ChunkMap& chunks,
                             const TreeReader& reader, const Roots& roots);

}  // namespace engine::btrfs
