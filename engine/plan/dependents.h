#pragma once

#include "chain/chain.h"
#include "chain/forest.h"
#include "chain/overlay_search.h"
#include "storage/name_search.h"

#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace engine {

struct ImageOptions;

/// An overlay that needs a layer of a chain and does not belong to the chain.
struct Dependent {
    std::size_t layer = 0;  ///< index in the chain, base first
    std::filesystem::path overlay;
    FileStatus status;
    bool kept = false;  ///< an original that a run of ours has kept
};

/// The overlays of a chain's layers, and where they were looked for.
struct KnownDependents {
    std::vector<Dependent> found;
    SearchedPlaces places;  ///< no folders: nothing was looked for
    /// Of the chain's files, where a scan has seen them; else the plan looks for them.
    std::optional<std::vector<FoundName>> names = std::nullopt;
};

/// Looks for overlays of any layer of the chains: in the folders of their files, in those that the options name, in
/// those beside the chains' files, and below all these. Throws Error (Cancelled).
OverlaySearch searchDependents(std::span<const Chain> chains, const ImageOptions& options, Progress& progress,
                               const std::stop_token& stop);
/// The same for one chain.
KnownDependents findDependents(const Chain& chain, const ImageOptions& options, Progress& progress,
                               const std::stop_token& stop);

/// Those of one of the chains that a search was for.
std::vector<Dependent> dependentsIn(const OverlaySearch& search, const Chain& chain);
/// Those among images that a scan found. The chain is complete.
std::vector<Dependent> dependentsIn(const Forest& forest, const Chain& chain);

/// The names of a chain's files that the scan saw, without those that it goes by.
std::vector<FoundName> namesIn(const Forest& forest, const Chain& chain);

/// A layer that overlays need, by themselves or because they need one above it.
struct NeededLayer {
    std::size_t layer = 0;
    std::uint64_t count = 0;
    std::filesystem::path overlay;  ///< one of them

    /// For a note: "path", "count", "overlay".
    Error::Values values(const Chain& chain) const;
};
/// Top first. Originals that were kept do not count.
std::vector<NeededLayer> neededLayers(const Chain& chain, const std::vector<Dependent>& dependents);

}  // namespace engine
