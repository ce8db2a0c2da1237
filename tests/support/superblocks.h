#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

/// Superblocks of formats whose tools need a kernel that is not here, sound to the checksum.
namespace testsupport {

/// The number in that many bytes.
std::string number(std::uint64_t value, unsigned bytes, bool big = false);

/// md's version 1 at `offset`, which says where it is.
void raid(const std::filesystem::path& image, std::uint64_t offset);
/// md's version 0.90 at the end of an image of that size.
void oldRaid(const std::filesystem::path& image, std::uint64_t size, bool big);
/// A label of ZFS at `offset` with some uberblocks.
void zfsLabel(const std::filesystem::path& image, std::uint64_t offset);

}  // namespace testsupport
