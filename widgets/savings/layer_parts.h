#pragma once

#include "chain/chain.h"
#include "chain/layer_map.h"
#include "plan/image_plan.h"
#include "widgets/savings/saving_parts.h"

#include <span>
#include <vector>

namespace widgets {

/// A chain with what was read of its layers, base first. Refers to what outlives it.
struct MappedChain {
    const engine::Chain* chain = nullptr;
    std::span<const engine::LayerMap> maps;  ///< quick ones will do
    std::span<const engine::StorageUse> storage;
};

/// A chain as one new image takes its place. Refers to what outlives it.
struct PlannedChain : MappedChain {
    const engine::ImagePlan* image = nullptr;  ///< null: it stays as it is
    std::size_t firstMerged = 0;               ///< index of the first layer that the image takes the place of
};

/// One file in the place that it has in a chain.
struct LayerPlace {
    const PlannedChain* chain = nullptr;
    std::size_t layer = 0;
};

/// What the bytes of a file are spent on; the sum is the file's length. A byte that several chains show is worth what
/// it is to all of them: it is garbage only where none of them uses it.
/// @param places the file's, one a chain that it belongs to; not empty
/// @param stays the file remains: nothing of it counts as zero or as equal to the base
PartBytes partsOfFile(std::span<const LayerPlace> places, bool stays);

/// What a new image is spent on; the sum is its length. Where it is compressed, or equal clusters share a place, each
/// part has its share of what is stored.
/// @param stored where the layers that it takes the place of store something that shows
PartBytes partsOfImage(const engine::ImagePlan& image, const engine::GuestRangeSet& stored);
/// The same before anything is compressed, shared or rounded up: guest bytes that the image stores.
PartBytes guestParts(const engine::ImagePlan& image, const engine::GuestRangeSet& stored);
/// Bytes of header and tables of a new image.
std::uint64_t metadataOf(const engine::ImagePlan& image);

/// Where the merged layers store something that shows.
engine::GuestRangeSet visiblyStored(const PlannedChain& chain);

}  // namespace widgets
