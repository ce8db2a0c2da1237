#pragma once

#include "guest/guest.h"

namespace engine {

/// Where a volume is, as a person looks for it: the values "partition" (0: none), "logicalVolume" and "offset".
Error::Values placeOf(const Volume& volume);

/// What the facts call the place of a boot loader that shows no file system.
inline constexpr std::string_view bootLoaderType = "bootloader";

/// Whether the table gives the partition to a boot loader: BIOS boot, PowerPC PReP.
bool isForBootLoader(const Partition& partition) noexcept;

/// A boot loader's place, or what Windows reserves: that it counts as used surprises nobody, and needs no word.
bool holdsNoFiles(const Volume& volume) noexcept;

}  // namespace engine
