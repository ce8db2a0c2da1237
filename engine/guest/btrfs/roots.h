#pragma once

#include "guest/btrfs/tree.h"

#include <map>
#include <set>

namespace engine::btrfs {

/// What the tree of tree roots says.
struct Roots {
    std::map<std::uint64_t, TreePointer> trees;  ///< of the file system itself, by id
    std::set<std::uint64_t> subvolumes;
    std::set<std::uint64_t> halfDeleted;  ///< subvolumes whose deletion stopped on the way

    /// Whether a node that this tree once made may point to blocks that are already free: deletion frees the blocks
    /// below a node before the node, and the kernel never follows those pointers again. Nodes outlive the tree that
    /// made them in its snapshots.
    bool mayDangle(std::uint64_t owner) const
    {
        return !halfDeleted.empty() && owner >= firstFileTreeId &&
               (halfDeleted.contains(owner) || !subvolumes.contains(owner));
    }
    /// Throws Corrupt where there is no such tree.
    const TreePointer& at(std::uint64_t tree) const;
};

/// Decodes a root item; nothing where the tree is empty.
std::optional<TreePointer> parseRoot(const Item& item);

/// Throws Unsupported "volume.needsRecovery" where a balance or a relocation has not ended.
Roots readRoots(const TreeReader& reader, const Superblock& superblock);

}  // namespace engine::btrfs
