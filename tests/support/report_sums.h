#pragma once

#include "report/json.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace testsupport {

/// Sums of bytes by section and item.
using ReportSums = std::map<std::pair<std::string, std::string>, std::int64_t>;

/// Of a report as CSV. Throws std::runtime_error where a row has too many fields or too few.
ReportSums sumsOfCsv(const std::string& csv);
/// The same of the JSON, by another way than the table is made.
ReportSums sumsOfJson(const engine::report::Json& report);
/// Of a plan or a receipt alone.
ReportSums sumsOfOperation(const engine::report::Json& operation);

}  // namespace testsupport
