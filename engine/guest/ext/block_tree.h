#pragma once

#include "guest/ext/inode.h"

namespace engine::ext {

/// Where an inode's blocks are.
struct InodeBlocks {
    std::vector<VolumeRange> content;   ///< in the order of the file; holes are left out
    std::vector<VolumeRange> metadata;  ///< nodes of its extent tree, indirect blocks, extended attributes
};

/// Counts the blocks that a walk over inodes reads: a sound file system owns each block of a tree or a folder once.
class BlockBudget {
public:
    explicit BlockBudget(const Superblock& superblock) : left_(superblock.blocksCount) {}
    /// Throws Corrupt where more was read than the file system has.
    void spend();

private:
    std::uint64_t left_;
};

/// Follows the extent tree or the indirect blocks. Throws Corrupt or Refused where they are broken: depth, order of the
/// extents, checksums, blocks outside the file system.
InodeBlocks blocksOf(const Library& library, const Inode& inode, BlockBudget& budget);

}  // namespace engine::ext
