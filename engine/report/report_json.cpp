#include "report/report_json.h"

#include "report/plan_json.h"

#include <array>
#include <ctime>

namespace engine::report {

std::string timeText(std::int64_t seconds)
{
    const std::time_t time = seconds;
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

Json reportJson(const ReportInput& input)
{
    Json json{{"program", input.program}, {"created", timeText(input.created)}};
    json["diagnosis"] = diagnosisJson(input.diagnosis);
    json["plans"] = Json::array();
    for (const SlimPlan& plan : input.plans)
        json["plans"].push_back(slimPlanJson(plan));
    json["receipt"] = input.receipt;
    return json;
}

}  // namespace engine::report
