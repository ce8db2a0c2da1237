#pragma once

#include "chain/chain.h"
#include "chain/forest.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace engine {

/// An overlay that needs a layer of a chain and does not belong to the chain.
struct Dependent {
    std::size_t layer = 0;  ///< index in the chain, base first
    std::filesystem::path overlay;
};

/// Looks in the folders of the chain's files, and below them, and in those that the user names.
/// Throws Error: a folder that cannot be read, Cancelled.
std::vector<Dependent> findDependents(const Chain& chain, const std::vector<std::filesystem::path>& folders,
                                      Progress& progress, std::stop_token stop);

/// The same among images that a scan found. The chain is complete.
std::vector<Dependent> dependentsIn(const Forest& forest, const Chain& chain);

/// A layer that overlays need, by themselves or because they need one above it.
struct NeededLayer {
    std::size_t layer = 0;
    std::uint64_t count = 0;
    std::filesystem::path overlay;  ///< one of them

    /// For a note: "path", "count", "overlay".
    Error::Values values(const Chain& chain) const;
};
/// Top first.
std::vector<NeededLayer> neededLayers(const Chain& chain, const std::vector<Dependent>& dependents);

}  // namespace engine
