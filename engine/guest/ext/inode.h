#pragma once

#include "guest/ext/library.h"

#include <array>
#include <vector>

namespace engine::ext {

/// The fields of an inode that say where its content is (kernel documentation, "Index Nodes").
struct Inode {
    std::uint32_t number = 0;
    std::uint16_t mode = 0;
    std::uint16_t linksCount = 0;
    std::uint64_t size = 0;
    std::uint32_t blocksLow = 0;
    std::uint32_t flags = 0;
    std::array<std::byte, 60> block{};  ///< i_block: an extent tree's root, block numbers, or content
    std::uint64_t fileAcl = 0;          ///< block of extended attributes; 0: none
    std::vector<std::byte> body;        ///< all of it, as it lies on the disk

    bool isFolder() const noexcept { return LINUX_S_ISDIR(mode); }
    bool hasInlineData() const noexcept { return (flags & EXT4_INLINE_DATA_FL) != 0; }
    /// Whether i_block leads to blocks.
    bool mapsBlocks() const noexcept;
};

Inode decodeInode(std::uint32_t number, std::vector<std::byte> body);
/// Throws Corrupt where the number or its checksum is wrong.
Inode readInode(const Library& library, std::uint32_t number);
/// Of the file system itself: those below the first ordinary inode but the root, quotas, the orphan file.
bool isReserved(const Superblock& superblock, std::uint32_t number) noexcept;
/// The numbers of all reserved inodes.
std::vector<std::uint32_t> reservedInodes(const Superblock& superblock);

/// The content of an inode with inline data: i_block, then the attribute system.data.
std::vector<std::byte> inlineData(const Inode& inode);

}  // namespace engine::ext
