#pragma once

#include "widgets/data/chain_analysis.h"
#include "work/lab/facts.h"
#include "work/lab/practice.h"

#include <memory>
#include <optional>
#include <vector>

namespace widgets {

/// A practice as it is after a step, to be drawn. Immutable; may be read from several threads.
struct LabView {
    engine::lab::PracticeOptions options;
    std::vector<std::shared_ptr<const ChainAnalysis>> templates;
    engine::lab::ImageStates images;
    engine::lab::Facts facts;
    std::vector<engine::lab::Outcome> outcomes;  ///< the undone ones too
    std::size_t done = 0;
    bool baseMoved = false;
    std::vector<engine::lab::ImageChange> changes;  ///< since the view before
    std::optional<engine::PlanNote> what;           ///< what happened, where a step was taken
    std::vector<engine::GuestRangeSet> reads;       ///< where templates read something else since then
};

/// Reads a practice. For a background thread. Throws engine::Error.
/// @param before null: nothing has changed
LabView readLabView(const engine::lab::Practice& practice, const LabView* before, std::stop_token stop);

}  // namespace widgets
