#pragma once

#include "guest/ext/library.h"
#include "guest/file_system.h"

namespace engine::ext {

/// Hands over the inodes in use, from the inode tables; then id 0: what the block groups keep for themselves. A file's
/// ranges also hold the blocks of its extent tree and attributes, and what lies beyond its end.
/// Throws Unsupported "volume.hibernated" at a swap file that holds a suspended system.
/// @param recovering orphans count as well, as metadata, and no content is told: the next mount changes both
void visitFiles(const Library& library, WalkScope scope, bool recovering, FileVisitor& visitor);

}  // namespace engine::ext
