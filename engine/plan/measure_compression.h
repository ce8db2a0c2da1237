#pragma once

#include "chain/progress.h"
#include "image/qcow2/entries.h"
#include "plan/result_map.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace engine {

/// Compresses every cluster that `data` touches, on all processors, and throws the result away.
/// @param map its virtual size, cluster size and data; with whole clusters of data
/// @param progress in bytes of content
/// @returns what ResultMap::compressedLengths wants: 4 bytes a cluster
/// Throws Error: what the content throws; Cancelled.
std::vector<std::uint32_t> measureCompression(const ContentSource& content, const ResultMap& map,
                                              qcow2::CompressionType type, Progress& progress,
                                              const std::stop_token& stop);

}  // namespace engine
