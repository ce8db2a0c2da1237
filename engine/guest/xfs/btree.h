#pragma once

#include "guest/xfs/volume.h"

#include <functional>
#include <unordered_set>

namespace engine::xfs {

/// What tells one kind of B+tree from another.
struct TreeShape {
    std::string_view name;
    std::uint32_t magic;  ///< version 4; 0 where only version 5 has the tree
    std::uint32_t crcMagic;
    std::size_t recordBytes;
    std::size_t keyBytes;
    bool longForm = false;  ///< pointers of 64 bits that name the group too
};

inline constexpr TreeShape bnobt{"bnobt", 0x41425442, 0x41423342, 8, 8};
inline constexpr TreeShape cntbt{"cntbt", 0x41425443, 0x41423343, 8, 8};
inline constexpr TreeShape inobt{"inobt", 0x49414254, 0x49414233, 16, 4};
inline constexpr TreeShape finobt{"finobt", 0x46494254, 0x46494233, 16, 4};
/// Its nodes keep the lowest and the highest key of each child.
inline constexpr TreeShape rmapbt{"rmapbt", 0, 0x524d4233, 24, 40};
inline constexpr TreeShape refcountbt{"refcountbt", 0, 0x52334643, 12, 4};
inline constexpr TreeShape bmbt{"bmbt", 0x424d4150, 0x424d4133, 16, 8, true};

/// Walks a B+tree in the order of its records. Each block is read once: a second pointer to it, a level that does not
/// fit, a sibling that is not the neighbour throw Corrupt.
class TreeWalk {
public:
    using Records = std::function<void(std::span<const std::byte>)>;

    /// @param owner the group's number, or the inode's for the long form
    /// @param records takes the records of one leaf at a time
    TreeWalk(const Volume& volume, const TreeShape& shape, std::uint64_t owner, Records records)
        : volume_(volume), shape_(shape), owner_(owner), records_(std::move(records))
    {
    }

    /// A whole tree; `levels` counts the leaves too. Returns how many blocks it has.
    std::uint64_t walk(std::uint32_t root, std::uint32_t levels);
    /// The subtree below a pointer; subtrees of one root come in their order, then `finish`.
    void descend(std::uint64_t pointer, std::uint32_t level);
    void finish() const;

    /// All blocks of the tree that were read.
    const std::vector<BlockAddress>& blocks() const noexcept { return blocks_; }

    static constexpr std::uint32_t mostLevels = 12;

private:
    struct Block;
    struct Seen {
        std::uint64_t pointer;
        std::uint64_t right;
    };

    Block readBlock(std::uint64_t pointer, std::uint32_t level);
    void checkNeighbours(const Block& block, std::uint64_t pointer, std::uint32_t level);
    std::uint64_t nothing() const noexcept { return shape_.longForm ? UINT64_MAX : UINT32_MAX; }

    const Volume& volume_;
    const TreeShape& shape_;
    std::uint64_t owner_;
    Records records_;
    bool root_ = false;
    std::vector<Seen> last_;  ///< by level
    std::unordered_set<std::uint64_t> seen_;
    std::vector<BlockAddress> blocks_;
};

}  // namespace engine::xfs
