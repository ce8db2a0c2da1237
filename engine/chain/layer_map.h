#pragma once

#include "bytes/extent_map.h"
#include "chain/chain.h"
#include "chain/progress.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace engine {

/// What one layer of a chain stores, and what of it still counts. Guest bytes, but where it says host.
struct LayerMap {
    ExtentMap own;                          ///< the layer's own allocation
    GuestRangeSet hidden;                   ///< stored here, covered by an upper layer or beyond the size of one
    std::uint64_t compressedHostBytes = 0;  ///< host bytes that the compressed clusters take
    /// Stored here, and equal to what the layers below give. Only after an exact look.
    std::optional<GuestRangeSet> duplicate;

    ExtentTotals totals() const { return own.totals(); }
    /// Stored, and neither hidden nor known to be a duplicate nor in `garbage`: bytes that would be missed.
    std::uint64_t uniqueBytes(const GuestRangeSet& garbage) const;
};

enum class MapDepth : std::uint8_t {
    Quick,  ///< metadata only
    Exact,  ///< reads the content of every overlay, for duplicates
};

/// The maps of all layers, base first. Layers are read in parallel. `progress` counts layers, and on an exact look the
/// bytes that are read too. The chain is complete. Throws Error (Cancelled).
std::vector<LayerMap> readLayerMaps(const Chain& chain, MapDepth depth, Progress& progress, std::stop_token stop);

/// How the bytes of all files are spent, base first. Walks all metadata, which takes longer than to read the maps.
/// Layers are read in parallel. `progress` counts layers. The chain is complete. Throws Error (Cancelled).
std::vector<StorageUse> readStorageUse(const Chain& chain, Progress& progress, std::stop_token stop);

/// The bytes of `layer` (an overlay, so not 0) whose units of allocation equal what the layers below give. Reads
/// content. Throws Error (Cancelled).
/// `progress` counts the bytes that are read.
GuestRangeSet findDuplicates(const Chain& chain, std::size_t layer, const ExtentMap& own, Progress& progress,
                             std::stop_token stop);

}  // namespace engine
