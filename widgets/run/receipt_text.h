#pragma once

#include "report/json.h"
#include "widgets/run/job.h"
#include "widgets/run/text_sections.h"

#include <vector>

namespace widgets {

/// What was predicted against what was done. The outcome is one of Done.
std::vector<TextSection> receiptSections(const JobOutcome& outcome);
/// The plan with its receipt.
engine::report::Json receiptJson(const JobOutcome& outcome);

}  // namespace widgets
