#pragma once

#include "report/json.h"

#include <string>

namespace engine::report {

/// A report as one table for a spreadsheet: section, layer, volume, name, item, bytes; a line a figure, all figures of
/// the JSON. Every field is quoted (RFC 4180); what a spreadsheet would take for a formula gets an apostrophe.
/// @param report as reportJson makes it
std::string reportCsv(const Json& report);

/// The same of a plan or a receipt alone, as plan_json.h makes it.
std::string operationCsv(const Json& operation);

}  // namespace engine::report
