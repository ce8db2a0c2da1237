#pragma once

#include "guest/layer_use.h"
#include "plan/diagnosis/layer_account.h"

#include <optional>

namespace engine {

/// A unit of allocation with which a layer would be smaller.
struct BetterClusterSize {
    std::uint64_t clusterSize = 0;
    std::int64_t savedBytes = 0;  ///< rounding that would go, less what its tables and refcounts take more
};

/// The best of the sizes that readLayerUse has tried; nothing for a raw file, or where none is better. An estimate.
/// Extended L2 entries are no answer here: they save space on disk, and the file keeps its length.
std::optional<BetterClusterSize> betterClusterSize(const Image& image, const LayerAccount& account,
                                                   const LayerUse& use);

}  // namespace engine
