#pragma once

#include "bytes/range_set.h"

#include <array>
#include <cstdint>
#include <filesystem>

namespace testsupport {

/// What one layer of a composed chain is made of. Ranges of the guest's disk; bytes of the file where it alone knows.
struct ComposedLayer {
    std::filesystem::path path;
    engine::GuestRangeSet stored;
    engine::GuestRangeSet live;
    engine::GuestRangeSet rounding;
    engine::GuestRangeSet garbage;
    engine::GuestRangeSet duplicate;
    engine::GuestRangeSet zero;
    engine::GuestRangeSet hidden;
    std::uint64_t snapshots = 0;
    std::uint64_t bitmaps = 0;
    std::uint64_t leaked = 0;
    std::uint64_t metadata = 0;
};

/// base.qcow2 <- diff.qcow2 <- top.qcow2 in the folder, with an ext4 guest on the whole disk, whose composition is
/// known: by construction, and where the file system's own structures matter by `qemu-img map` and dumpe2fs.
struct ComposedChain {
    static constexpr std::uint64_t cluster = 64 << 10;

    std::array<ComposedLayer, 3> layers;  ///< base first
};

/// Made by mke2fs, debugfs, qemu-img and qemu-io. Throws std::runtime_error where one fails.
/// @param diskSize bytes; memory and time follow what is stored, not this
/// @param scale how many times as much of everything is stored; at most 100
ComposedChain composeChain(const std::filesystem::path& folder, std::uint64_t diskSize, std::uint64_t scale);

}  // namespace testsupport
