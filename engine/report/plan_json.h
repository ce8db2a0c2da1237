#pragma once

#include "plan/share_plan.h"
#include "plan/slim_plan.h"
#include "report/json.h"
#include "work/operation.h"

namespace engine::report {

/// `operation`, `exact`, `blockers`, `cautions`, `before`, `after`, `savedBytes` (of file lengths), `returnedBytes` and
/// `returnedExact` (of disk space, once the originals are deleted; null: not known), and why: `garbageBytes`, ...
Json slimPlanJson(const SlimPlan& plan);
/// The same for base sharing, with `candidates`, `templates`, `similarity` of these, and `formulaBytes`.
Json sharePlanJson(const SharePlan& plan);

/// Adds what a run did to the JSON of its plan: `actual` (as `after`, with `savedBytes`, `returnedBytes`,
/// `returnedExact` and `originalsReturnBytes`, what deleting the originals gives back), `seconds`, `bytesRead`,
/// `bytesWritten`, `bytesShared`, `originals`, `runCautions`.
void addReceipt(Json& plan, const Receipt& receipt);

}  // namespace engine::report
