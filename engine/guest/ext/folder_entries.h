#pragma once

#include "guest/ext/block_tree.h"
#include "guest/file_system.h"

namespace engine::ext {

/// Hands over the names in a folder but "." and "..": blocks of entries, also those of a hash tree, which hide its
/// nodes in entries without an inode; or inline data. Throws Corrupt where the entries are broken.
void visitEntries(const Library& library, const Inode& folder, const InodeBlocks& blocks, BlockBudget& budget,
                  FileVisitor& visitor);

}  // namespace engine::ext
