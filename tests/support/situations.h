#pragma once

#include "guest/guest.h"
#include "support/lvm.h"

#include <filesystem>
#include <string>
#include <vector>

namespace testsupport {

/// The guest of a raw disk.
engine::Guest guestOf(const std::filesystem::path& image, const std::vector<std::filesystem::path>& beside = {});
/// The code, or nothing.
std::string codeOf(const std::optional<engine::Error>& error);
/// An ext4 of that length that holds leftovers of a deleted file where it is free.
/// @param folder for what it is made of
std::string ext4WithLeftovers(const std::filesystem::path& folder, std::uint64_t length);
/// A volume group over the disks of two images of 40 MiB: an ext4 of 24 MiB with leftovers at 1 MiB of the first,
/// `data` on the second, `both` with 4 MiB of each at 25 MiB; what is behind belongs to no volume.
struct TwoDiskGroup {
    explicit TwoDiskGroup(const std::filesystem::path& folder);

    LvmImage disk;  ///< both images, one after the other
    std::filesystem::path first;
    std::filesystem::path second;
    std::string secondUuid;  ///< of the physical volume
};

/// Overwrites all of the disk that counts as free with random bytes.
void fillFree(const std::filesystem::path& image, const engine::Guest& guest);

constexpr std::uint64_t rootAt = 1 << 20;
constexpr std::uint64_t rootLength = 16 << 20;
constexpr std::uint64_t hashesAt = 18 << 20;
constexpr std::uint64_t dataAt = 20 << 20;
constexpr std::uint64_t dataLength = 18 << 20;
constexpr const char* linuxData = "0fc63daf-8483-4772-8e79-3d69d8477de4";

/// A GPT with a root, hashes, and a third partition with a file system of its own, an ext4 with leftovers.
void makeThreePartitions(const std::filesystem::path& disk, const std::string& rootType, const std::string& hashType,
                         bool readOnly);

}  // namespace testsupport
