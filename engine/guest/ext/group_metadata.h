#pragma once

#include "guest/ext/library.h"

namespace engine::ext {

/// What the block groups keep for themselves: superblock copies, group descriptors with those reserved for growth, both
/// bitmaps, inode tables; also the boot block and the block of the multiple mount protection. Throws where two of them
/// overlap or one leaves the file system, and where the checksum of a group descriptor is wrong.
VolumeRangeSet groupMetadata(const Library& library);

}  // namespace engine::ext
