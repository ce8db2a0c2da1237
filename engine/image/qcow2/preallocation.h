#pragma once

#include "image/qcow2/header.h"

namespace engine::qcow2 {

/// Whether QEMU takes the image for one with preallocated metadata, and therefore looks for holes of the host file
/// below data clusters: more clusters are in use, by their refcounts, than the host file has blocks for (QEMU,
/// qcow2_detect_metadata_preallocation). Reads refcount blocks until that is settled. False where they cannot be read.
bool hasPreallocatedMetadata(const File& file, const Header& header);

}  // namespace engine::qcow2
