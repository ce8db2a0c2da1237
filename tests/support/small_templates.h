#pragma once

#include <filesystem>
#include <map>
#include <string>

/// Templates small enough to be run hundreds of times, with a real ext4 file system of 2 MiB in clusters of 4 KiB.
/// What fails throws std::runtime_error.
namespace testsupport {

/// `base.qcow2` <- `diff.qcow2` <- `top.qcow2`: three files in the base; each layer above adds one and
/// deletes one, the top another one that nothing takes the place of.
/// @param backingName of the diff, as its header is to spell it
/// @param fileBytes at most 250,000
void makeSmallChain(const std::filesystem::path& folder, const std::string& backingName = "base.qcow2",
                    std::size_t fileBytes = 60000);

/// `a.qcow2`, `b.qcow2` and `c.qcow2`, each without a backing image: copies of one system that differ in one file each.
void makeSmallCopies(const std::filesystem::path& folder);

/// An image of a raw disk, without a backing image.
void makeBase(const std::filesystem::path& disk, const std::filesystem::path& image);

/// An overlay that stores what the disk has different from the image that `backing` names, as its header spells it.
void makeOverlay(const std::filesystem::path& disk, const std::filesystem::path& image, const std::string& backing);

/// What a guest finds in an image: path -> kind, length and hash. By qemu-img, e2fsck (finds nothing) and debugfs.
std::map<std::string, std::string> guestFiles(const std::filesystem::path& image);

}  // namespace testsupport
