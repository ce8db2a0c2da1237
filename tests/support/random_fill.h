#pragma once

#include "bytes/range_set.h"
#include "guest/file_system.h"
#include "support/random.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace testsupport {

/// A file system with its own tools. Each throws std::runtime_error where a tool fails.
struct FileSystemTools {
    /// Makes the file system in a sparse file that is there, with options drawn from the seed.
    std::function<void(const std::filesystem::path& image, Random&)> make;
    /// Mounts (or the like), changes files, unmounts cleanly.
    std::function<void(const std::filesystem::path& image, Random&)> age;
    /// Every file with its content, as `hashTree` gives it.
    std::function<std::map<std::string, std::string>(const std::filesystem::path& image)> tree;
    /// The file system's own checker; throws where it finds anything.
    std::function<void(const std::filesystem::path& image)> check;
};

/// A file system on a raw image as our reader sees it, opened through the probe.
std::unique_ptr<engine::FileSystem> openGuestImage(const std::filesystem::path& image);

/// Overwrites the ranges of the raw image with random bytes.
void fillWithRandom(const std::filesystem::path& image, const engine::VolumeRangeSet& ranges, Random& random);

/// The strongest proof that free is free: makes and ages a file system of `size` bytes, fills all that our reader calls
/// free with random bytes, runs the checker, and compares every file. Also that no file's blocks are free, and the
/// free bytes that the caller's oracle reports. Throws std::runtime_error, with the seed, at the first difference.
/// @param oracleFreeBytes what the file system's own tools call free; may be empty
void requireFreeIsFree(const FileSystemTools& tools, std::uint64_t size, std::uint64_t seed,
                       const std::function<std::uint64_t(const std::filesystem::path&)>& oracleFreeBytes);

}  // namespace testsupport
