#pragma once

#include "bytes/range_set.h"
#include "guest/volume_space.h"
#include "support/random_fill.h"

#include <filesystem>
#include <string>
#include <vector>

/// XFS through its own tools and the kernel.
namespace testsupport::xfs {

/// Options of mkfs.xfs, and whether the kernel mounts what they make.
struct Recipe {
    std::vector<std::string> options;
    bool mounts = true;
};

/// All options that change what lies on the disk.
const std::vector<Recipe>& recipes();

void make(const std::filesystem::path& image, const std::vector<std::string>& options);

/// Where the kernel does not mount it, files come from mkfs.xfs and go by xfs_repair, and the tree is what xfs_db says
/// of the blocks of each inode.
FileSystemTools tools(const Recipe& recipe);

/// Ages a mounted file system: `age`, shared and unwritten extents, free space and inodes in small pieces.
void ageMounted(const std::filesystem::path& folder, Random& random);

/// What xfs_db prints.
std::string database(const std::filesystem::path& image, const std::vector<std::string>& commands);
/// Writes a field and its checksum.
void setField(const std::filesystem::path& image, const std::string& structure, const std::string& field,
              const std::string& value);
/// A number that xfs_db prints for a field of a structure ("sb 0", "agf 3").
std::uint64_t field(const std::filesystem::path& image, const std::string& structure, const std::string& name);

/// The free extents as xfs_db lists the records of the free-space trees.
engine::VolumeRangeSet freeExtents(const std::filesystem::path& image);
/// Their bytes by the counters of the groups.
std::uint64_t freeBytes(const std::filesystem::path& image);

/// xfs_repair without changes; throws where it finds anything.
void check(const std::filesystem::path& image);

}  // namespace testsupport::xfs
