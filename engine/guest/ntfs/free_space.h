#pragma once

#include "guest/ntfs/volume.h"

namespace engine::ntfs {

/// What $Bitmap calls free, after it was held against libntfs-3g's reading of it and against where the file system's
/// own files lie. Throws Error at the first doubt.
VolumeRangeSet readFreeSpace(const Volume& volume);

}  // namespace engine::ntfs
