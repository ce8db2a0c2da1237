#pragma once

#include "chain/chain.h"
#include "chain/progress.h"

#include <optional>
#include <stop_token>

namespace engine {

/// The first guest offset at which two chains read differently, nothing where they are equal. A shorter disk counts as
/// followed by zeros, as in `qemu-img compare`. Only ranges in which one of them stores content are read, and none that
/// both take from the same place of the same file. Uses all processors. Both chains are complete. Throws Error
/// (Cancelled).
std::optional<GuestOffset> firstDifference(const Chain& a, const Chain& b, Progress& progress, std::stop_token stop);

/// Where two chains may read differently: one of them stores content, and not both take it from the same place of the
/// same file. Reads metadata only. Both chains are complete. Throws Error (Cancelled).
GuestRangeSet differentPlaces(const Chain& a, const Chain& b, const std::stop_token& stop);

/// The units inside `within` in which two chains read differently; what lies behind the end of a disk is zeros. Reads
/// all of `within`, on all processors. Throws Error (Cancelled).
/// @param unit bytes, a power of two; a range that ends inside one ends it
GuestRangeSet differentUnits(const Chain& a, const Chain& b, const GuestRangeSet& within, std::uint64_t unit,
                             Progress& progress, const std::stop_token& stop);

}  // namespace engine
