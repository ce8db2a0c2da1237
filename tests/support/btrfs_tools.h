#pragma once

#include "support/process.h"
#include "support/random_fill.h"

#include <filesystem>
#include <string>

/// btrfs volumes made by btrfs-progs and aged by the kernel, and what those say of them.
namespace testsupport::btrfs {

/// One way of making and mounting a volume.
struct Variant {
    Command make;         ///< options of mkfs.btrfs
    std::string options;  ///< of mount, after "loop"
};
/// Block sizes, profiles, checksums and features, each often enough among the seeds of a test.
Variant variant(Random& random);

FileSystemTools tools();
/// What is not allocated, in bytes of the device: from the block groups and device extents that
/// `btrfs inspect-internal dump-tree` prints. The first MiB and the superblocks' copies are not free.
std::uint64_t freeBytes(const std::filesystem::path& image);

void makeVolume(const std::filesystem::path& image, std::uint64_t size, const Command& options);
/// Throws std::runtime_error with what the checker found.
void check(const std::filesystem::path& image);

}  // namespace testsupport::btrfs
