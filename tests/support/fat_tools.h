#pragma once

#include "support/process.h"
#include "support/random.h"
#include "support/random_fill.h"

namespace testsupport {

/// The three types of FAT as mkfs.vfat numbers them: 12, 16, 32.
FileSystemTools fatTools(unsigned type);
/// FAT32 with fewer than 65,525 clusters, of volumes that begin with more: mtools changes no others.
FileSystemTools smallFat32Tools();

/// A command of mtools on the image, which needs no mount: {"mdel", ...}.
Command mtools(const std::filesystem::path& image, const std::string& tool, const Command& arguments);

/// Bytes that fsck.fat counts as free.
std::uint64_t fatFreeBytes(const std::filesystem::path& image);

/// Makes a small volume with clusters of one sector: A.BIN has five, B.BIN three, FOLDER holds INNER.
/// @param options of mkfs.vfat
std::filesystem::path makeKnownFat(const std::filesystem::path& image, unsigned type, const Command& options = {});

/// A length that volumes of the type can have, not a round one.
std::uint64_t fatVolumeSize(unsigned type, Random& random);

}  // namespace testsupport
