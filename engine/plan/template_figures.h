#pragma once

#include "chain/chain.h"
#include "chain/layer_map.h"
#include "guest/layer_use.h"
#include "plan/dependents.h"
#include "plan/plan_note.h"
#include "plan/slim_plan.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace engine {

/// What one slim of a template would save: the figures, or what blocks it. Quick: at least that; 0 where the result
/// would not be smaller.
struct SlimSaving {
    std::optional<std::uint64_t> bytes;     ///< of file lengths
    std::optional<PlanNote> blocker;        ///< the first that holds wherever the result goes
    std::optional<std::uint64_t> returned;  ///< of disk space, once the originals are deleted
    bool returnedExact = true;              ///< false: "about"
};

struct SlimSavings {
    SlimSaving standard;
    SlimSaving deep;
    /// The larger of both, where there is one: of file lengths, and of disk space.
    std::optional<std::uint64_t> bestSaving() const noexcept { return std::max(standard.bytes, deep.bytes); }
    std::optional<std::uint64_t> bestReturn() const noexcept { return std::max(standard.returned, deep.returned); }
};

/// What one look at a template tells.
struct TemplateFigures : SlimSavings {
    Guest guest;
    std::vector<LayerMap> maps;  ///< base first
    std::vector<LayerUse> uses;  ///< base first
};

/// Looks at a chain as an operation with `replace` would. Blockers that another place for the result would not
/// have (space, permissions, names) do not count: they are of the day, not of the template.
/// @param forest where overlays of the chain's layers are looked for; as it was scanned, its folders are not searched
/// anew for each template
/// @param depth Exact reads the content too: duplicates are known then, and the savings are those of the runs
/// Throws Error: the reason of a broken layer; what reading throws; Cancelled.
TemplateFigures readTemplateFigures(const Chain& chain, const Forest& forest, MapDepth depth, Progress& progress,
                                    std::stop_token stop);
/// The savings alone, where the maps of the layers are known.
SlimSavings readSavings(const Chain& chain, const Forest& forest, MapDepth depth, std::span<const LayerMap> maps,
                        Progress& progress, std::stop_token stop);

}  // namespace engine
