#pragma once

#include "guest/xfs/volume.h"

namespace engine::xfs {

/// The free extents of all allocation groups ("AG Free Space Management"), after every check that needs no walk over
/// the files: those of `mapGroup`, and that the counters of the superblock are the sums over the groups. The log must
/// be clean. Throws Corrupt, Refused.
VolumeRangeSet readFreeSpace(const Volume& volume);

}  // namespace engine::xfs
