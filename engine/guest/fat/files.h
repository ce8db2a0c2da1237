#pragma once

#include "guest/fat/table.h"
#include "guest/file_system.h"

#include <functional>

namespace engine::fat {

/// A file or folder with its place.
struct TreeFile {
    std::uint64_t id = 0;  ///< the place of its directory entry, in entries from the start of the volume; 0: the root
    std::uint64_t parent = 0;
    std::string name;
    bool folder = false;
    std::uint64_t length = 0;         ///< bytes; a folder's: as much as it stores
    std::vector<VolumeRange> stored;  ///< whole clusters, and the root directory's region
};

/// Where the root directory is stored. Claims its clusters.
std::vector<VolumeRange> rootDirectory(const Superblock& block, const Table& table, clusters::Claims& claims);

/// Hands over every file and folder, the root first, folders before what is in them, until `take` returns false. Every
/// cluster has one owner, and every chain reaches as far as its file, else Error(Corrupt, "volume.contradiction").
void walkTree(const BlockSource& source, const Superblock& block, const Table& table,
              const std::function<bool(TreeFile&)>& take);

/// FileSystem::visitFiles. The tables and the space before them come as files with names in brackets.
void visitFiles(const BlockSource& source, const Superblock& block, const Table& table, WalkScope scope,
                FileVisitor& visitor);

}  // namespace engine::fat
