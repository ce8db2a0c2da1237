#pragma once

#include "plan/share_plan.h"
#include "plan/slim_plan.h"
#include "widgets/savings/layer_parts.h"

#include <cstdint>
#include <span>
#include <vector>

namespace widgets {

/// Why the result is smaller. Negative: it takes more for this reason.
struct SavingReason {
    SavingPart part = SavingPart::Live;
    /// Of Live: equal clusters of the result share a place. Otherwise Live means compression, and content that moves.
    bool shared = false;
    std::int64_t bytes = 0;
};

/// Why the result is not smaller. Negative: something makes it smaller all the same.
struct WaterfallStep {
    enum class Kind : std::uint8_t {
        Live,         ///< used by the guest
        Rounding,     ///< free, or a copy from below, in one cluster with something live
        Unknown,      ///< in volumes that are not trimmed
        Behind,       ///< behind a file system that is smaller than its partition
        Snapshots,    ///< of files that stay
        Garbage,      ///< in files that stay
        Hidden,       ///< in files that stay
        Metadata,     ///< headers and tables
        Other,        ///< holes, leaks and unused ends of files that stay
        Compression,  ///< negative
        Shared,       ///< negative: equal clusters share a place
    };
    Kind kind = Kind::Live;
    std::int64_t bytes = 0;
};

/// What is drawn of a plan. All bytes are of file lengths, and all sums are exact: `before` to the length of the files
/// as they are, `after` and `steps` to that of the files after the run, `reasons` to the difference.
struct SavingFigures {
    PartBytes before{};
    PartBytes after{};
    std::vector<SavingReason> reasons;  ///< none of nothing
    std::vector<WaterfallStep> steps;   ///< none of nothing

    std::int64_t saved() const noexcept
    {
        return static_cast<std::int64_t>(sumOf(before)) - static_cast<std::int64_t>(sumOf(after));
    }
};

SavingFigures figuresOf(const engine::SlimPlan& plan, const MappedChain& chain);
/// @param templates in the order in which they were planned
/// @param base a base that belongs to no template; null: there is none
SavingFigures figuresOf(const engine::SharePlan& plan, std::span<const MappedChain> templates, const MappedChain* base);

}  // namespace widgets
