#pragma once

#include "plan/diagnosis/diagnosis.h"
#include "report/json.h"

namespace engine::report {

/// `image`, `complete`, `exact`, `sizes`, `waterfall` (adds up to the length), `layers` (base first), `volumes`,
/// `largestFiles`, `largestFolders`, `changes`, `symptoms`: see resources/schema/report.json.
Json diagnosisJson(const Diagnosis& diagnosis);

}  // namespace engine::report
