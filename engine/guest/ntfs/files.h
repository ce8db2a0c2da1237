#pragma once

#include "guest/file_system.h"
#include "guest/ntfs/volume.h"

namespace engine::ntfs {

/// Hands over the files of the MFT, with everything that they store: all streams, indexes, attribute lists. The first
/// records and all below $Extend are Metadata; so is an extension record that no file names. Throws Error.
void visitFiles(const Volume& volume, WalkScope scope, FileVisitor& visitor);

}  // namespace engine::ntfs
