#pragma once

#include "guest/xfs/volume.h"

namespace engine::xfs {

/// How a fork keeps its content (di_format, di_aformat).
enum class ForkFormat : std::uint8_t {
    Device = 0,
    Local = 1,
    Extents = 2,
    Btree = 3,
};

/// A piece of a file. Unwritten ones are allocated like all others.
struct FileExtent {
    std::uint64_t startoff = 0;  ///< in blocks of the file
    BlockAddress start;
    std::uint32_t blocks = 0;
};

struct Fork {
    ForkFormat format = ForkFormat::Extents;
    std::uint64_t extents = 0;
    std::span<const std::byte> bytes;  ///< of the inode
};

/// "On-disk Inode": what is needed of it. The forks point into the bytes it was parsed from.
struct Inode {
    std::uint64_t number = 0;
    std::uint64_t offset = 0;  ///< in the volume
    std::uint16_t mode = 0;
    std::uint64_t size = 0;
    std::uint64_t nblocks = 0;
    Fork data;
    Fork attributes;

    bool isFolder() const noexcept { return (mode & 0xf000) == 0x4000; }
};

/// An inode in use. Throws Corrupt.
/// @param bytes sb_inodesize of them, from `offset` of the volume
Inode parseInode(const Volume& volume, std::span<const std::byte> bytes, std::uint64_t number, std::uint64_t offset);

/// What an inode has on the disk besides itself.
struct InodeBlocks {
    std::vector<FileExtent> data;
    std::vector<VolumeRange> all;      ///< data, attributes, and the blocks of their trees
    std::vector<VolumeRange> content;  ///< data alone
};

/// Throws Corrupt, also where the sum is not what the inode says.
InodeBlocks mapInode(const Volume& volume, const Inode& inode);

}  // namespace engine::xfs
