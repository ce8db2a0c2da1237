#pragma once

#include "plan/doctor/relink_plan.h"
#include "report/json.h"
#include "work/exchange.h"

namespace engine::report {

/// `overlay`, `name`, `format`, `looked`, `ambiguous`, `candidates` (best first, each with its `evidence`).
Json searchJson(const BackingSearch& search);
/// `overlay`, `oldName`, `newName`, `newFormat`, `backing`, `blockers`, `cautions`.
Json relinkJson(const RelinkPlan& plan);

}  // namespace engine::report
