#pragma once

#include "chain/chain.h"
#include "chain/layer_map.h"
#include "chain/progress.h"
#include "plan/dependents.h"
#include "plan/image_plan.h"

#include <optional>
#include <span>
#include <stop_token>

namespace engine {

enum class SlimKind : std::uint8_t {
    Standard,  ///< all diffs become one, on the same base
    Deep,      ///< the whole chain becomes a new base
};

/// The stable name, as the command line spells it.
std::string_view name(SlimKind kind) noexcept;

/// Exactly what a slim of one chain will write, what it saves, and what speaks against it. Data: it can be shown,
/// compared, and is checked again before the run starts.
struct SlimPlan {
    SlimKind kind = SlimKind::Standard;
    ImageOptions options;
    std::vector<PlanNote> blockers;      ///< the run refuses while there is one
    std::vector<PlanNote> cautions;      ///< to be read before running
    std::vector<PlannedSource> sources;  ///< base first
    ImagePlan image;
    SearchedPlaces searched;      ///< for overlays that need the chain's layers
    FileSizes before;             ///< the chain as it is
    FileSizes after;              ///< the chain of the result; originals that are kept aside do not count
    std::uint64_t peakBytes = 0;  ///< that the run needs beside what is there, in the folder of the new file
    /// Of disk space; of a quick plan at least that. Nothing where no image is planned.
    std::optional<ReturnedBytes> returned;

    bool runnable() const noexcept { return blockers.empty() && options.exact; }
    /// Of file lengths; negative where the result is larger.
    std::int64_t savedBytes() const noexcept
    {
        return static_cast<std::int64_t>(before.length()) - static_cast<std::int64_t>(after.length());
    }
};

/// Plans over a complete chain of any length. Writes nothing. Quick: metadata of the images and of the guest only.
/// Throws Error: the reason of a broken layer; what reading throws; Cancelled.
SlimPlan planSlim(const Chain& chain, SlimKind kind, const ImageOptions& options, Progress& progress,
                  std::stop_token stop);
/// The same where the overlays of the chain's layers are known already: looks for none.
SlimPlan planSlim(const Chain& chain, SlimKind kind, const ImageOptions& options, const KnownDependents& dependents,
                  Progress& progress, std::stop_token stop);
/// The same where the maps of the layers are known as well; quick ones will do.
SlimPlan planSlim(const Chain& chain, SlimKind kind, const ImageOptions& options, const KnownDependents& dependents,
                  std::span<const LayerMap> maps, Progress& progress, std::stop_token stop);

}  // namespace engine
