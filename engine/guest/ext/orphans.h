#pragma once

#include "guest/ext/library.h"

namespace engine::ext {

/// Whether files were deleted or cut while they were open, so that the next mount has to finish that.
bool hasOrphans(const Superblock& superblock) noexcept;

/// Follows the list of orphans and the orphan file (kernel documentation, filesystems/ext4, "Orphan file"). Their
/// blocks are in use in the bitmaps until a mount frees them; an inode that cannot be one is Corrupt.
void requireSoundOrphans(const Library& library);

}  // namespace engine::ext
