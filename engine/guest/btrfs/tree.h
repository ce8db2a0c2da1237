#pragma once

#include "guest/btrfs/chunk_map.h"

#include <compare>
#include <functional>
#include <memory>

namespace engine::btrfs {

enum class ItemType : std::uint8_t {
    Inode = 1,
    FileExtent = 108,
    Root = 132,
    Extent = 168,
    Metadata = 169,
    TreeBlockReference = 176,
    ExtentDataReference = 178,
    SharedBlockReference = 182,
    SharedDataReference = 184,
    BlockGroup = 192,
    FreeSpaceInfo = 198,
    FreeSpaceExtent = 199,
    FreeSpaceBitmap = 200,
    DeviceExtent = 204,
    Device = 216,
    Chunk = 228,
    Temporary = 248,
    DeviceReplace = 250,
};

/// Object ids of trees and of items that belong to no file.
inline constexpr std::uint64_t rootTreeId = 1;
inline constexpr std::uint64_t extentTreeId = 2;
inline constexpr std::uint64_t chunkTreeId = 3;
inline constexpr std::uint64_t deviceTreeId = 4;
inline constexpr std::uint64_t freeSpaceTreeId = 10;
inline constexpr std::uint64_t blockGroupTreeId = 11;
inline constexpr std::uint64_t firstFileTreeId = 256;
inline constexpr std::uint64_t firstChunkTreeId = 256;
inline constexpr std::uint64_t balanceId = 0 - 4ULL;
inline constexpr std::uint64_t treeRelocationId = 0 - 8ULL;

struct Key {
    static constexpr std::size_t length = 17;

    std::uint64_t objectid = 0;
    ItemType type{};
    std::uint64_t offset = 0;

    auto operator<=>(const Key&) const = default;
    /// @param bytes at least `length`
    static Key parse(std::span<const std::byte> bytes);
};

/// Valid as long as its block.
struct Item {
    Key key;
    std::span<const std::byte> data;
    std::uint64_t place = 0;  ///< of its leaf on the volume, for messages
};

/// One node or leaf, whose header and layout were checked: keys ascend, items follow each other inside the block.
class TreeBlock {
public:
    static constexpr std::size_t headerLength = 101;

    /// @param place where it was read on the volume. Throws Corrupt
    TreeBlock(std::vector<std::byte> bytes, std::uint64_t place);

    LogicalOffset address() const noexcept;
    std::uint64_t generation() const noexcept;
    std::uint64_t owner() const noexcept;
    std::uint8_t level() const noexcept;
    Uuid filesystem() const noexcept;
    Uuid chunkTree() const noexcept;
    std::size_t count() const noexcept;
    std::uint64_t place() const noexcept { return place_; }

    Key key(std::size_t index) const;
    /// Of a leaf.
    Item item(std::size_t index) const;
    /// Of a node.
    TreePointer child(std::size_t index) const;

private:
    std::size_t entryLength() const noexcept;
    void requireLayout() const;

    std::vector<std::byte> bytes_;
    std::uint64_t place_;
};

/// Reads tree blocks and believes them only where everything agrees that can: checksum, own address, file system, chunk
/// tree, generation and level as the parent says.
class TreeReader {
public:
    /// Finds out which chunk tree uuid blocks carry from the chunk tree's root. All arguments outlive the reader.
    TreeReader(const BlockSource& source, const Superblock& superblock, const ChunkMap& chunks);

    TreeBlock read(const TreePointer& pointer) const;
    /// Calls visit for all items in the order of their keys. Keys that do not ascend over the whole tree are refused,
    /// so that no block is seen twice.
    void walk(const TreePointer& root, const std::function<void(const Item&)>& visit) const;

private:
    struct Walk;
    void walkBelow(const TreeBlock& block, Walk& walk) const;
    TreeBlock readOnce(const TreePointer& pointer) const;

    const BlockSource& source_;
    const Superblock& superblock_;
    const ChunkMap& chunks_;
    Uuid chunkTree_{};
};

}  // namespace engine::btrfs
