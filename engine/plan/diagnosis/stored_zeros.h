#pragma once

#include "chain/progress.h"
#include "image/image.h"

#include <stop_token>

namespace engine {

/// The units of allocation that a layer stores although they hold only zeros, as far as they touch `wanted`. Reads
/// content. Throws Error (Cancelled), and what reading throws.
/// @param progress counts the bytes that are read
GuestRangeSet findStoredZeros(const Image& image, const ExtentMap& own, const GuestRangeSet& wanted, Progress& progress,
                              const std::stop_token& stop);

/// Bytes that a layer stores or leaves as one: a cluster, a subcluster, of raw files a block of the file system below.
std::uint64_t allocationUnit(const ImageInfo& info) noexcept;

}  // namespace engine
