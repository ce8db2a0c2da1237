#pragma once

#include "guest/guest.h"

#include <memory>
#include <vector>

namespace engine::vouching {

/// Volumes whose every block, also one that no file has, something outside of their file system vouches for or reads:
/// dm-verity and Android's verified boot, dm-integrity with its tags on another volume, a snapshot that keeps only what
/// changed. Nothing in such a volume is free; each gets its reason, and keeps the state of its file system.
///
/// Evidence is all that the disk shows: superblocks of hashes, beside or behind the file system, types of partitions,
/// the attribute "read-only" of a partition, footers. Where it does not tell which volume is meant, all that it may
/// mean count. Hashes on another disk cannot be seen. fs-verity needs nothing: it is about files.
/// @param volumes all of the disk, with their partitions
void heedVouching(const std::shared_ptr<const BlockSource>& disk, const PartitionTable& table,
                  std::vector<Volume>& volumes);

}  // namespace engine::vouching
