#pragma once

#include "guest/xfs/volume.h"

namespace engine::xfs {

/// AGF: the free space of a group. Fields without their prefix agf_.
struct FreeSpaceHeader {
    std::uint32_t bnoRoot = 0;
    std::uint32_t cntRoot = 0;
    std::uint32_t rmapRoot = 0;
    std::uint32_t bnoLevel = 0;
    std::uint32_t cntLevel = 0;
    std::uint32_t rmapLevel = 0;
    std::uint32_t flfirst = 0;
    std::uint32_t fllast = 0;
    std::uint32_t flcount = 0;
    std::uint32_t freeblks = 0;
    std::uint32_t longest = 0;
    std::uint32_t btreeblks = 0;
    std::uint32_t rmapBlocks = 0;
    std::uint32_t refcountBlocks = 0;
    std::uint32_t refcountRoot = 0;
    std::uint32_t refcountLevel = 0;
};

/// AGI: the inodes of a group. Fields without their prefix agi_.
struct InodeHeader {
    std::uint32_t count = 0;
    std::uint32_t root = 0;
    std::uint32_t level = 0;
    std::uint32_t freecount = 0;
    std::uint32_t freeRoot = 0;
    std::uint32_t freeLevel = 0;
    std::uint32_t iblocks = 0;
    std::uint32_t fblocks = 0;
};

/// What stands in the first four sectors of an allocation group.
struct AllocationGroup {
    std::uint32_t number = 0;
    std::uint32_t length = 0;  ///< in blocks
    FreeSpaceHeader agf;
    InodeHeader agi;
    std::vector<std::uint32_t> agfl;  ///< blocks kept for the trees, in use
};

/// Reads and checks them, also that the copy of the superblock tells of the same geometry, and that no unlinked inode
/// waits for its removal. Throws Corrupt, "volume.checksum" first.
AllocationGroup readAllocationGroup(const Volume& volume, std::uint32_t number);

}  // namespace engine::xfs
