#pragma once

#include "guest/ntfs/volume.h"

namespace engine::ntfs {

/// Whether volume shadow copies may exist. A shadow copy still needs blocks that are free now and were in use when it
/// was made: they are copied only when they are written again. Two witnesses: the catalog that the volume header at
/// 0x1e00 names (libvshadow's "Volume Shadow Snapshot (VSS) format"), and the stores in System Volume Information.
bool hasShadowCopies(const Volume& volume);

}  // namespace engine::ntfs
