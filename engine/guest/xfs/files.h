#pragma once

#include "guest/file_system.h"
#include "guest/xfs/volume.h"

namespace engine::xfs {

/// Everything that has an inode in use, and, as one file with the id 0, what the groups keep for themselves: headers,
/// log, lists, trees, inode chunks. Throws Corrupt.
void visitFiles(const Volume& volume, WalkScope scope, FileVisitor& visitor);

}  // namespace engine::xfs
