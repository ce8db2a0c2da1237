#pragma once

#include "plan/slim_plan.h"
#include "report/diagnosis_json.h"

#include <string>
#include <vector>

namespace engine::report {

/// What a report tells of a chain.
struct ReportInput {
    const Diagnosis& diagnosis;
    std::vector<SlimPlan> plans;
    Json receipt;              ///< of a run, as `slim --receipt` keeps it; null: none
    std::string program;       ///< name and version
    std::int64_t created = 0;  ///< seconds since 1970, UTC
};

/// ISO 8601, UTC. @param seconds since 1970
std::string timeText(std::int64_t seconds);

/// `program`, `created`, `diagnosis`, `plans`, `receipt`; the schema is resources/schema/report.json. All other forms
/// of a report are made of this one.
Json reportJson(const ReportInput& input);

}  // namespace engine::report
