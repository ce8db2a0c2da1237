#pragma once

#include "guest/recognised/prober.h"
#include "guest/recognised/signatures.h"

namespace engine::recognised {

// File systems whose recognition, label or UUID takes more than a look at one place. As blkid tells them.

/// ECMA-167 from a volume recognition sequence at 32 KiB; label and UUID from the first volume descriptors.
std::optional<Recognition> udf(const Prober& volume);
/// ECMA-119; the UUID is the time of the last change.
std::optional<Recognition> iso9660(const Prober& volume);
/// Version 1, 2 and 3 in either byte order, with the counts that fsck.minix holds against each other: the magic has two
/// bytes only.
std::optional<Recognition> minix(const Prober& volume);
std::optional<Recognition> hpfs(const Prober& volume);
std::optional<Recognition> gfs(const Prober& volume);
std::optional<Recognition> vmfs(const Prober& volume);
/// Of the flash file systems: the layer with the erase counters, and the file system in a volume of it.
std::optional<Recognition> ubi(const Prober& volume);
std::optional<Recognition> romfs(const Prober& volume);

/// @param format of one byte, two characters
std::string hexadecimal(std::string_view bytes, const char* format = "%02x");

}  // namespace engine::recognised
