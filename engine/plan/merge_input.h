#pragma once

#include "chain/layer_map.h"
#include "plan/result_map.h"

#include <span>

namespace engine {

/// What some upper layers of a chain say together, seen from the top. Both sets are disjoint; what is in neither falls
/// through to what is below those layers.
struct VisibleLayers {
    GuestRangeSet stored;
    GuestRangeSet zero;  ///< zero entries, and where an upper layer reaches beyond the end of a lower one
};

/// @param layers base first, the last one being the top of the chain
VisibleLayers visibleOf(std::span<const LayerMap> layers);

/// The question that every operation asks: which units must a new image store, so that on top of a backing image the
/// guest reads what it read before? All sets are over [0, virtualSize).
struct MergeInput {
    std::uint64_t virtualSize = 0;  ///< bytes
    VisibleLayers merged;           ///< the layers that the new image takes the place of
    GuestRangeSet backing;          ///< where the backing image may give something other than zero; empty: none
    GuestRangeSet free;             ///< what the guest does not use
};

/// The answer from metadata alone: what the new image stores at most.
/// - live bytes of merged layers are stored, in whole units, with what the backing image shows beside them
/// - where merged layers hide live zeros from the backing, and where content is dropped above it, a zero entry stands
/// - a unit of which the backing shows live bytes, and merged layers only garbage, falls through
/// @param wholeClusters decide by clusters, not by subclusters (for compression)
ResultMap mergeQuickly(const MergeInput& input, std::uint64_t clusterSize, bool extendedL2, bool wholeClusters);

/// The whole units that a set touches; the last one ends with the disk.
GuestRangeSet roundOutwards(const GuestRangeSet& set, std::uint64_t unit, std::uint64_t diskSize);

}  // namespace engine
