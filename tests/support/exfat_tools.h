#pragma once

#include "support/process.h"
#include "support/random_fill.h"

namespace testsupport {

/// Through mkfs.exfat and exfat-fuse; needs mounts.
FileSystemTools exfatTools();

/// Ends before the image and the folder, for Mount.
Command exfatMount(bool writable);

/// Bytes that dump.exfat counts as free.
std::uint64_t exfatFreeBytes(const std::filesystem::path& image);

/// Makes a volume of 8 MiB with clusters of 4 KiB and files of four clusters: "apart" in pieces, "whole" in one;
/// "folder" holds "inner".
void makeKnownExfat(const std::filesystem::path& image);

/// Makes the file system in the sparse file, with sectors of 512 or 4096 bytes.
void makeExfat(const std::filesystem::path& image, const Command& options, unsigned sectorSize = 512);

}  // namespace testsupport
