#pragma once

#include "guest/ntfs/volume.h"

namespace engine::ntfs {

/// Whether $LogFile says that the volume was shut down with nothing left to do: emptied, or closed in version 1.1,
/// which Windows goes back to when it dismounts. Version 2.0 stays where metadata is kept for a fast startup, or where
/// the power failed. False at any doubt.
bool logFileIsClean(const Volume& volume);

/// Whether $LogFile is filled with ones, as mkntfs and libntfs-3g leave it. They log nothing and mark nothing as in
/// use: after a crash $Bitmap may be older than the records, and nothing tells.
bool logFileIsEmptied(const Volume& volume);

}  // namespace engine::ntfs
