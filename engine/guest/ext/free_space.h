#pragma once

#include "guest/ext/library.h"
#include "guest/ext/recovered_source.h"

namespace engine::ext {

/// What the block bitmaps of all groups prove free, in whole clusters. Throws at the first doubt: checksums of group
/// descriptors and bitmaps, counts of every group and of the superblock, metadata and reserved inodes in free blocks.
/// @param recovering the superblock's count is not held against the groups: it is only written when a mount ends
VolumeRangeSet freeSpace(const Library& library, bool recovering);

/// What must stay besides, where a journal was replayed in memory: all that a record of it names, and what is in use in
/// any bitmap that is left of a state before, on the disk or in the journal. `library` reads from `source`, and its
/// `freeSpace` was read.
VolumeRangeSet usedBefore(const Library& library, const RecoveredSource& source);

}  // namespace engine::ext
