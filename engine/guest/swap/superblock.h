#pragma once

#include "guest/block_source.h"
#include "guest/volume_space.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine::swap {

/// What a swap volume's first page says (union swap_header of the kernel; mkswap's source).
struct Superblock {
    std::string_view signature;  ///< the last ten bytes of the first page, without padding
    std::uint64_t pageSize = 0;  ///< bytes
    bool suspended = false;      ///< its content is a suspended system
    bool oldStyle = false;       ///< a bitmap of bad pages instead of a header
    std::uint32_t version = 0;   ///< the rest only where it is not of the old style
    std::uint32_t lastPage = 0;
    std::uint32_t badPages = 0;
    std::string uuid;
    std::string label;
};

/// The signature for page sizes of 4 to 64 KiB, in the first page of `volume`; nothing where there is none.
/// @param volume a range inside the source: a partition, or where a swap file starts
std::optional<Superblock> readSuperblock(const BlockSource& source, VolumeRange volume);

bool holdsSuspendedSystem(const BlockSource& source, VolumeRange volume);

/// Throws Unsupported "volume.hibernated" where a file is one in which a system sleeps, which has everything open that
/// it had mounted.
/// @param length of the file, bytes
/// @param content of the file, in its order
void requireAwake(const BlockSource& source, std::uint64_t length, std::span<const VolumeRange> content);

}  // namespace engine::swap
