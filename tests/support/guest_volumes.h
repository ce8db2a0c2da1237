#pragma once

#include "support/guest_disk.h"

namespace testsupport {

/// A volume of any kind in a file below `folder`, made and ready for use: ext2 to ext4 mostly, XFS, Btrfs, NTFS, FAT,
/// swap, and random bytes. `start` is left at 0.
/// @param withFiles only kinds that hold files
GuestVolume makeVolume(const std::filesystem::path& image, Random& random, bool withFiles);

/// Random bytes in about half of the places that nobody uses.
void leaveGarbage(const GuestVolume& volume, Random& random);

}  // namespace testsupport
