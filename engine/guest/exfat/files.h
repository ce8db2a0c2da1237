#pragma once

#include "guest/exfat/directory.h"
#include "guest/exfat/table.h"
#include "guest/file_system.h"

#include <functional>

namespace engine::exfat {

/// The id of the Up-case Table.
inline constexpr std::uint64_t upcaseTableId = 3;

/// A file or folder with its place.
struct TreeFile {
    std::uint64_t id = 0;  ///< the place of its File entry, in entries from the start of the volume; 0: the root
    std::uint64_t parent = 0;
    std::string name;
    FileKind kind = FileKind::File;
    std::uint64_t length = 0;         ///< bytes; a folder's: as much as it stores
    std::vector<VolumeRange> stored;  ///< whole clusters
};

/// Where the root directory is stored. Claims its clusters.
std::vector<VolumeRange> rootDirectory(const Superblock& block, const Table& table, clusters::Claims& claims);

/// Walks over all that the directories name.
class Tree {
public:
    /// All outlive the tree.
    /// @param free clusters that nothing may be stored in; null: not known, then contiguous files may cross others
    Tree(const BlockSource& source, const Superblock& block, const Table& table, const VolumeRangeSet* free)
        : source_(source), block_(block), table_(table), free_(free)
    {
    }

    /// Hands over the root, the Allocation Bitmap, the Up-case Table, then every file and folder, folders before what
    /// is in them, until `take` returns false. Every chain is as long as its entry says and every cluster has one owner
    /// (and is not free), else Error(Corrupt, "volume.contradiction"). Only once.
    void walk(const std::function<bool(TreeFile&)>& take);

private:
    std::vector<VolumeRange> place(const Allocation& allocation, std::uint64_t owner, bool claimed);
    std::vector<VolumeRange> contiguous(const Allocation& allocation, std::uint64_t owner, bool claimed);
    void requireUsed(const std::vector<VolumeRange>& ranges) const;
    TreeFile fileOf(const FileSet& set, std::uint64_t parent);

    const BlockSource& source_;
    const Superblock& block_;
    const Table& table_;
    const VolumeRangeSet* free_;
    clusters::Claims claims_;
};

/// FileSystem::visitFiles. What belongs to no directory comes as files with names in brackets.
void visitFiles(const BlockSource& source, const Superblock& block, const Table& table, WalkScope scope,
                FileVisitor& visitor);

}  // namespace engine::exfat
