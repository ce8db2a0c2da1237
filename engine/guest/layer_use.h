#pragma once

#include "chain/layer_map.h"
#include "guest/guest.h"

#include <span>
#include <vector>

namespace engine {

/// What a layer would store less with another unit of allocation.
struct ClusterSizeGain {
    std::uint64_t clusterSize = 0;
    bool extendedL2 = false;  ///< the unit is then 1/32 of a cluster
    std::uint64_t unit() const noexcept { return extendedL2 ? clusterSize / 32 : clusterSize; }
    std::uint64_t garbageBytes = 0;  ///< stored, in units of which every byte is free
};

/// What a layer stores and its guest does not use. Guest bytes.
struct LayerUse {
    GuestRangeSet garbage;                      ///< in clusters (subclusters) of which every byte is free
    std::uint64_t fragmentationLossBytes = 0;   ///< free, but in one cluster with live data
    std::vector<ClusterSizeGain> clusterSizes;  ///< 4 KiB to 2 MiB, then with extended L2 entries
};

/// The parts of `free` that are made of whole units. The end of the disk ends a unit.
/// @param unit a power of two, bytes
GuestRangeSet roundInwards(const GuestRangeSet& free, std::uint64_t unit, std::uint64_t diskSize);

/// One a layer, base first. `maps` are those of the chain whose guest it is.
std::vector<LayerUse> readLayerUse(const Chain& chain, std::span<const LayerMap> maps, const Guest& guest);

}  // namespace engine
