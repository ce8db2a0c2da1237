#pragma once

#include "guest/ntfs/volume.h"

namespace engine::ntfs {

/// Where the file system's own files lie: the first records of the MFT (with $BadClus, $LogFile, $Boot) and all below
/// $Extend. Throws Error(Corrupt) where two of them share a cluster, or where $Boot, $MFT and $MFTMirr are not where
/// the boot sector has them.
VolumeRangeSet systemFileSpace(const Volume& volume);

/// Throws Error(Corrupt) where $MFTMirr does not hold the first four records of $MFT.
void requireMirror(const Volume& volume);

}  // namespace engine::ntfs
