#pragma once

#include "bytes/range_set.h"

namespace engine {

/// Positions inside one volume: what a file system calls the start of its device is 0, wherever it lies on the disk.
struct VolumeSpace;
using VolumeOffset = Offset<VolumeSpace>;
using VolumeRange = Range<VolumeSpace>;
using VolumeRangeSet = RangeSet<VolumeSpace>;

}  // namespace engine
