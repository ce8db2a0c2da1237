#pragma once

#include "report/json.h"
#include "widgets/run/job.h"

#include <optional>
#include <vector>

namespace widgets {

/// What dialogs say of a plan, whichever operation it is of.
struct PlanFacts {
    std::vector<engine::PlanNote> blockers;
    std::vector<engine::PlanNote> cautions;
    std::vector<engine::PlannedSource> sources;
    std::vector<const engine::ImagePlan*> images;  ///< that are written; they live as long as the plan
    engine::SearchedPlaces searched;               ///< for images that need the files
    engine::FileSizes before;
    engine::FileSizes after;
    engine::SavedBytes saved;
    std::uint64_t fragmentationLossBytes = 0;
    std::uint64_t unknownBytes = 0;
    std::uint64_t peakBytes = 0;
    std::optional<engine::ReturnedBytes> returned;  ///< of disk space

    std::int64_t savedBytes() const noexcept
    {
        return static_cast<std::int64_t>(before.length()) - static_cast<std::int64_t>(after.length());
    }
    /// That the guests read from the new files.
    std::uint64_t contentBytes() const;
};

bool hasPlan(const JobPlan& plan);
/// The plan is there.
PlanFacts factsOf(const JobPlan& plan);
engine::report::Json planJson(const JobPlan& plan);

/// Whether a blocker is only the question whether images elsewhere need a base that is renamed: a person can answer it.
bool asksAlone(const engine::PlanNote& blocker);
/// Whether a caution means that something is gone for good.
bool isLoss(const engine::PlanNote& caution);
/// Whether a person has to have read it: a loss, or what binds him from then on.
bool hasToBeRead(const engine::PlanNote& caution);

}  // namespace widgets
