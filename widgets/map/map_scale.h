#pragma once

#include "bytes/offsets.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace widgets {

/// Which byte of a disk is under which pixel. Pure numbers; right for disks of up to 16 EiB less one byte and for
/// windows down to one byte. Pixels count from the left edge of the plot.
struct MapScale {
    std::uint64_t size = 0;      ///< bytes of the disk
    engine::GuestRange window;   ///< what is shown: inside the disk, not empty unless the disk is
    double width = 0;            ///< pixels that the window takes
    std::uint64_t shortest = 1;  ///< no window is shorter than that, unless the disk is

    /// The byte under a pixel; left and right of the plot the first and the last one shown. There are bytes.
    engine::GuestOffset offsetAt(double x) const;
    /// Where a byte begins; outside of the window a place outside of the plot.
    double xOf(engine::GuestOffset offset) const;
    double pixelsPerByte() const;
    /// Where each of `columns` pixels begins, and where the last one ends.
    std::vector<std::uint64_t> edges(std::size_t columns) const;

    /// A window `factor` times as long (below 1: zooms in) that keeps the byte under `x` where it is, as far as the
    /// disk's ends let it.
    engine::GuestRange zoomed(double factor, double x) const;
    /// Moved to the right on the disk by that many pixels, or to the left; stops at the ends.
    engine::GuestRange panned(double pixels) const;
    /// Moved so far that the byte is shown, in the middle where it was not.
    engine::GuestRange revealing(engine::GuestOffset offset) const;
    /// Cut and moved into the disk.
    engine::GuestRange fitted(engine::GuestRange wanted) const;
};

}  // namespace widgets
