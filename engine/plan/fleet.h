#pragma once

#include "chain/forest.h"
#include "plan/template_figures.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace engine {

/// One template among many. Bytes. What is "own" is of the files that no other template of the forest needs.
struct FleetTemplate {
    std::filesystem::path path;
    std::string format;
    LayerState state = LayerState::Ok;  ///< of the template, or of the nearest layer below it that cannot be read
    std::optional<Error> reason;        ///< why it cannot be read, or could not be looked at
    std::size_t layers = 0;
    std::uint64_t virtualSize = 0;
    std::uint64_t chainLength = 0;    ///< st_size of all its files
    std::uint64_t chainDiskSize = 0;  ///< allocated by all its files
    std::uint64_t ownLength = 0;
    std::uint64_t ownDiskSize = 0;
    std::optional<std::uint64_t> ownGarbageBytes;
    std::optional<std::uint64_t> ownDuplicateBytes;  ///< exact only
    SlimSaving standard;                             ///< neither value: not looked at
    SlimSaving deep;

    std::optional<std::uint64_t> bestSaving() const noexcept { return std::max(standard.bytes, deep.bytes); }
    std::optional<std::uint64_t> bestReturn() const noexcept { return std::max(standard.returned, deep.returned); }
};

/// Sums in which every file counts once.
struct FleetTotals {
    std::size_t templates = 0;
    std::size_t files = 0;
    std::uint64_t virtualSize = 0;  ///< of the templates
    std::uint64_t fileLength = 0;
    std::uint64_t diskSize = 0;
    std::uint64_t garbageBytes = 0;
    std::uint64_t standardSavedBytes = 0;
    std::uint64_t deepSavedBytes = 0;
    std::uint64_t bestSavedBytes = 0;
    /// Of disk space, each template slimmed alone: what several share with each other is in none of these.
    std::uint64_t standardReturnedBytes = 0;
    std::uint64_t deepReturnedBytes = 0;
    std::uint64_t bestReturnedBytes = 0;
    bool returnedExact = true;

    bool operator==(const FleetTotals&) const = default;
};

struct Fleet {
    std::vector<FleetTemplate> templates;  ///< by path
    FleetTotals totals;
};

/// The templates of a forest with what the scan alone tells, by path; one entry for each image that nothing is above.
std::vector<FleetTemplate> templatesOf(const Forest& forest);
FleetTotals totalsOf(const Forest& forest, const std::vector<FleetTemplate>& templates);

/// Looks at one template of the forest. What goes wrong becomes its reason. Throws Error (Cancelled).
FleetTemplate lookAt(const Forest& forest, FleetTemplate one, const ChainOptions& options, MapDepth depth,
                     Progress& progress, std::stop_token stop);

/// Looks at every template, on all processors. What goes wrong with one becomes its reason. `progress` counts
/// templates. Throws Error (Cancelled).
/// @param options whose policy has the scanned folders open
Fleet readFleet(const Forest& forest, const ChainOptions& options, MapDepth depth, Progress& progress,
                std::stop_token stop);

}  // namespace engine
