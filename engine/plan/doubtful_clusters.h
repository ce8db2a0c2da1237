#pragma once

#include "plan/hashed_disk.h"

#include <stop_token>

namespace engine {

/// The clusters of a disk that the guest uses in part: some bytes are free, or behind the end of the disk.
GuestRangeSet partlyUsedClusters(const GuestRangeSet& free, std::uint64_t virtualSize, std::uint64_t clusterSize);

/// Reads the doubtful clusters again, and the same of the base, and compares what the guest uses: what is equal is not
/// stored. Afterwards there are no doubts.
/// @param base what the new image's backing image will show
/// Throws Error (Cancelled), and what reading throws.
void resolveDoubts(OverlayResult& overlay, const ContentSource& kept, const ContentSource& base,
                   const GuestRangeSet& free, Progress& progress, const std::stop_token& stop);

}  // namespace engine
