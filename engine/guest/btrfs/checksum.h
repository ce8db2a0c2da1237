#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace engine::btrfs {

/// csum_type of the superblock.
enum class ChecksumType : std::uint16_t { Crc32c = 0, XxHash = 1, Sha256 = 2, Blake2b = 3 };

/// Room for the longest.
inline constexpr std::size_t checksumLength = 32;

/// Compares the checksum in the first 32 bytes of a superblock or a tree block with its content. Safe from any thread.
/// Throws Unsupported "btrfs.checksum" where the system's cryptography does not offer the function (FIPS mode).
bool checksumIsRight(ChecksumType type, std::span<const std::byte> block);

}  // namespace engine::btrfs
