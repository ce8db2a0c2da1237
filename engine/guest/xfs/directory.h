#pragma once

#include "guest/file_system.h"
#include "guest/xfs/inode.h"

namespace engine::xfs {

/// Hands over the names in a folder but "." and "..": from the inode itself, or from the data blocks ("Directories").
/// Throws Corrupt.
void readDirectory(const Volume& volume, const Inode& inode, const InodeBlocks& blocks, FileVisitor& visitor);

}  // namespace engine::xfs
