#pragma once

#include "guest/guest.h"

namespace engine {

/// What files of a guest have their bytes from a backing image: an overlay's guest started from the state that the
/// right backing image has, so what it did not write since still belongs to the same files there. Bytes.
struct Inheritance {
    std::uint64_t own = 0;      ///< of files through the overlay, not written by it, and of the same file below
    std::uint64_t foreign = 0;  ///< the same, but below it belongs to nobody, or to another file
};

/// A file is known by its id and its name. Of volumes at the same place whose files are listed in both; the rest tells
/// nothing.
/// @param written what the upper layers say anything of, on the disk
Inheritance inheritanceOf(const Guest& below, const Guest& through, const GuestRangeSet& written);

}  // namespace engine
