#pragma once

#include "chain/chain.h"
#include "chain/overlay_search.h"
#include "chain/progress.h"
#include "plan/image_plan.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace engine {

/// What templates could share as their base, and what all files together would take then.
struct BaseCandidate {
    std::filesystem::path path;    ///< empty: a new base, made of what most templates have
    std::uint64_t baseLength = 0;  ///< bytes of the base with what backs it
    /// Bytes of the base, what backs it, and all diffs on it; of a base that is not chosen, at most.
    std::uint64_t totalLength = 0;
};

/// Which clusters of a new base come from which template; one entry a template in both.
struct BaseContent {
    std::vector<GuestRangeSet> fromTemplate;
    std::vector<GuestRangeSet> free;  ///< reads as zero
};

/// Exactly what sharing a base will write: N templates as diffs of one base. Every template is read once, its clusters
/// are compared by 128-bit hashes (those that are used in part once more with the base), and the run compares all
/// again.
struct SharePlan {
    ImageOptions options;
    std::vector<PlanNote> blockers;
    std::vector<PlanNote> cautions;
    std::vector<std::filesystem::path> templatePaths;  ///< as they were given
    std::vector<PlannedSource> sources;                ///< every file of every chain, once
    std::vector<BaseCandidate> candidates;  ///< cheapest first; one, where the base was named; quick: no new base
    std::filesystem::path base;  ///< the chosen base, by the path that led to it; of a new one its final name
    std::optional<ImagePlan> newBase;
    BaseContent newBaseContent;
    std::vector<ImagePlan> images;       ///< one a template that becomes a diff
    std::vector<std::size_t> templates;  ///< which template each of `images` is of
    /// Bytes that templates (of `templatePaths`) have alike, not counting zeros; on the diagonal what each has. Exact
    /// only.
    std::vector<std::vector<std::uint64_t>> similarity;
    SearchedPlaces searched;  ///< for overlays that need the templates' layers
    FileSizes before;
    FileSizes after;
    std::uint64_t formulaBytes = 0;  ///< (N - 1) x base: what the rule of thumb promises
    std::uint64_t peakBytes = 0;     ///< that the run needs beside what is there
    /// Of disk space; of a quick plan at least that. Nothing where no image is planned.
    std::optional<ReturnedBytes> returned;

    bool runnable() const noexcept { return blockers.empty(); }
    std::int64_t savedBytes() const noexcept
    {
        return static_cast<std::int64_t>(before.length()) - static_cast<std::int64_t>(after.length());
    }
};

/// @param templates complete chains
/// @param base null: the cheapest of the templates, of their bases, and of a new base is taken
/// Quick: from metadata alone, the lengths are the most that it can be. Writes nothing. Throws Error (Cancelled), and
/// what reading throws.
SharePlan planShare(std::span<const Chain> templates, const Chain* base, const ImageOptions& options,
                    Progress& progress, std::stop_token stop);

}  // namespace engine
