#pragma once

#include "guest/ext/library.h"
#include "guest/file_system.h"

namespace engine::ext {

/// Hands over the inodes in use, from the inode tables; then id 0: what the block groups keep for themselves. A file's
/// ranges also hold the blocks of its extent tree and attributes, and what lies beyond its end.
void visitFiles(const Library& library, WalkScope scope, FileVisitor& visitor);

}  // namespace engine::ext
