#pragma once

#include "guest/btrfs/chunk_map.h"
#include "guest/btrfs/tree.h"

namespace engine::btrfs {

/// The chunk tree: all chunks, and the one device with what they take of it. Throws Unsupported "btrfs.profile",
/// Corrupt.
ChunkMap readChunkTree(const TreeReader& reader, const Superblock& superblock);

/// The device tree has to give out exactly what the chunks take. Throws Corrupt; Unsupported "volume.needsRecovery"
/// where a device is being replaced.
void requireDeviceTree(const TreeReader& reader, const TreePointer& root, const Superblock& superblock,
                       const ChunkMap& chunks);

}  // namespace engine::btrfs
