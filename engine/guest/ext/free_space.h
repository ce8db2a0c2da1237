#pragma once

#include "guest/ext/library.h"

namespace engine::ext {

/// What the block bitmaps of all groups prove free, in whole clusters. Throws at the first doubt: checksums of group
/// descriptors and bitmaps, counts of every group and of the superblock, metadata and reserved inodes in free blocks.
VolumeRangeSet freeSpace(const Library& library);

}  // namespace engine::ext
