#pragma once

#include "plan/share_plan.h"
#include "plan/slim_plan.h"
#include "storage/removed_files.h"
#include "work/exchange.h"
#include "work/run_progress.h"

#include <chrono>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace engine {

/// What a run did, to be held against its plan.
struct Receipt {
    FileSizes actual;                ///< of the files that the plan's `after` names, in its order
    std::uint64_t bytesRead = 0;     ///< of content, for writing; verifying reads it once more
    std::uint64_t bytesWritten = 0;  ///< to new files; holes are not counted
    std::uint64_t bytesShared = 0;   ///< of content that new files share with their sources on disk
    std::chrono::milliseconds duration{0};
    std::vector<KeptOriginal> originals;  ///< what is kept under another name
    std::vector<PlacedResult> results;    ///< the new images
    std::vector<PlanNote> cautions;       ///< what came up during the run
    /// Measured on disk after the run, by the same rule as the plan's; nothing where that failed.
    std::optional<ReturnedBytes> returned;
    std::optional<ReturnedSpace> originalsSpace;  ///< what deleting the superseded files gives back
};

/// Runs a plan on the chains that it was made of: takes QEMU's locks, looks that nothing has changed since, writes each
/// new image beside its final name, verifies it against its source to the last byte, and exchanges names under a
/// journal. Until then nothing is changed; a stop, an error or a crash leaves all as it was (`recover` removes what a
/// crash leaves behind). Originals stay, renamed.
/// Throws Error: Refused "plan.blocked" (the first blocker as value `blocker`), "plan.quick", "plan.noTarget",
/// "plan.outdated"; InUse "image.inUse"; what writing, verifying and exchanging throw; Cancelled.
Receipt runSlim(const SlimPlan& plan, const Chain& chain, RunProgress& progress, std::stop_token stop);

/// @param templates as given to planShare, in that order
/// @param base the chain of plan.base; null where the plan makes a new one
Receipt runShare(const SharePlan& plan, std::span<const Chain> templates, const Chain* base, RunProgress& progress,
                 std::stop_token stop);

}  // namespace engine
