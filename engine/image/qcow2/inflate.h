#pragma once

#include "image/qcow2/entries.h"

#include <cstddef>
#include <span>

namespace engine::qcow2 {

/// Unpacks one compressed cluster (specification, "Compressed Clusters Descriptor"): raw deflate with a 4 KiB window,
/// or one zstd frame. `packed` may run on behind the stream. Fills `cluster` or throws Error(Refused): a short result,
/// output beyond the cluster, a broken stream. Memory is bounded by the cluster size.
void unpackCluster(CompressionType type, std::span<const std::byte> packed, std::span<std::byte> cluster);

}  // namespace engine::qcow2
