#pragma once

#include "guest/volume_space.h"
#include "support/process.h"
#include "support/random_fill.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// e2fsprogs and the kernel as oracles for ext2, ext3 and ext4. What fails throws std::runtime_error.
namespace testsupport {

/// A row of the table of options that matter.
struct ExtRecipe {
    std::string name;
    Command options;  ///< of mke2fs
    std::uint64_t size = 64 << 20;
    bool mounts = true;  ///< the kernels of test machines take it
    /// The file system is made that large ("20M"), then grown to the size of its volume; empty: fills the volume.
    std::string grownFrom = {};
};

const std::vector<ExtRecipe>& extRecipes();

/// Makes the file system in a new sparse file; `extra` are more options of mke2fs.
void makeExt(const std::filesystem::path& image, const ExtRecipe& recipe, const Command& extra = {});
/// "Free blocks:" of dumpe2fs, of all groups, in bytes.
engine::VolumeRangeSet dumpe2fsFree(const std::filesystem::path& image);
/// A field of the superblock as dumpe2fs prints it ("Block size"); empty where it does not.
std::string dumpe2fsField(const std::filesystem::path& image, const std::string& name);
/// `e2fsck -fn` finds nothing.
void requireCleanExt(const std::filesystem::path& image);
/// What blkid says; empty where it says nothing.
std::string blkidValue(const std::filesystem::path& image, const std::string& tag);
/// debugfs commands, with -w.
void debugfs(const std::filesystem::path& image, const std::vector<std::string>& commands);
/// Makes by a recipe, ages through a loop mount.
FileSystemTools extTools(const ExtRecipe& recipe);

}  // namespace testsupport
