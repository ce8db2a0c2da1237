#pragma once

#include "guest/xfs/allocation_group.h"

namespace engine::xfs {

/// Blocks of one group.
struct BlockRun {
    std::uint32_t start = 0;
    std::uint32_t length = 0;
    std::uint64_t end() const noexcept { return std::uint64_t{start} + length; }
    bool operator==(const BlockRun&) const = default;
};

/// 64 inode numbers of a group; of a sparse chunk some of them have no blocks.
struct InodeChunk {
    static constexpr std::uint32_t inodes = 64;

    std::uint32_t first = 0;       ///< number in the group
    std::uint64_t stored = 0;      ///< bit by inode: it has a place on the disk
    std::uint64_t freeInodes = 0;  ///< bit by inode: not in use; also where nothing is stored
};

/// What the trees of one group say of its blocks.
struct GroupMap {
    std::vector<BlockRun> free;      ///< ascending, apart from each other
    std::vector<BlockRun> metadata;  ///< headers, log, AGFL, the trees' own blocks, inode chunks
    std::vector<InodeChunk> chunks;  ///< ascending
    std::uint64_t treeBlocks = 0;    ///< of the free-space and reverse-mapping trees, but for their roots
    std::uint64_t inodes = 0;
    std::uint64_t freeInodes = 0;
};

/// The inode chunks alone.
/// @param metadata takes the blocks of the tree and of the chunks
std::vector<InodeChunk> readInodeTree(const Volume& volume, const AllocationGroup& group,
                                      std::vector<BlockRun>& metadata);

/// Walks every tree of the group and holds them against each other: both free-space trees list the same blocks; no
/// block of the metadata is free or belongs to two owners; where there is a reverse mapping, it lists exactly the
/// blocks that are not free; all counters of the group's headers are right. Throws Corrupt; Refused
/// "volume.tooFragmented".
GroupMap mapGroup(const Volume& volume, const AllocationGroup& group);

}  // namespace engine::xfs
