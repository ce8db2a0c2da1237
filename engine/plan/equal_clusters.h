#pragma once

#include "chain/progress.h"
#include "plan/result_map.h"

#include <stop_token>

namespace engine {

/// Fills `result.sharedClusters`: clusters whose content equals an earlier one's. Equality is told by 128-bit hashes of
/// the content; whoever writes the image compares it with its source afterwards. Reads all of the data, uses all
/// processors; 24 bytes of memory a cluster. Throws Error (Cancelled), and what reading throws.
void shareEqualClusters(ResultMap& result, const ContentSource& content, Progress& progress, std::stop_token stop);

}  // namespace engine
