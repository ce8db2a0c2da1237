#pragma once

#include "bytes/error.h"
#include "guest/volume_space.h"

namespace engine {

/// Free ranges that one volume may have before its map would cost too much memory.
inline constexpr std::uint64_t mostFreeRanges = 4ULL << 20;

/// Adds to a set of free ranges in ascending order; throws Error(Refused, "volume.tooFragmented") beyond the limit.
inline void appendFree(VolumeRangeSet& free, VolumeRange range)
{
    if (free.ranges().size() >= mostFreeRanges)
        throw Error(ErrorKind::Refused, "volume.tooFragmented", {{"limit", mostFreeRanges}});
    free.append(range);
}

}  // namespace engine
