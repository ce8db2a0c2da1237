#pragma once

#include "guest/exfat/table.h"
#include "guest/file_system.h"

namespace engine::exfat {

/// The clusters whose bits in the Allocation Bitmap are 0 and that the table does not call bad, after these checks:
/// the Up-case Table fits its checksum, and everything that a directory names lies in clusters in use, each with one
/// owner. PercentInUse counts for nothing: most drivers leave it as the formatter wrote it. Throws Error at the first
/// doubt.
VolumeRangeSet freeSpace(const BlockSource& source, const Superblock& block, const Table& table);

}  // namespace engine::exfat
