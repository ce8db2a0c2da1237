#pragma once

#include "image/image.h"
#include "image/qcow2/directory.h"
#include "image/qcow2/header.h"

namespace engine::qcow2 {

/// What a qcow2 image says of itself, from its header, its snapshots and its bitmap directory, which is read here.
/// Throws Error(Refused).
ImageInfo imageFacts(const File& file, const Header& header, const SnapshotTable& snapshots);

}  // namespace engine::qcow2
