#pragma once

#include "report/json.h"
#include "report/words.h"

#include <string>

namespace engine::report {

/// A report as one table for a spreadsheet: section, layer, volume, name, item, bytes, text; a line a figure, all
/// figures of the JSON; what a code says, and what helps, is the text. Every field is quoted (RFC 4180); what a
/// spreadsheet would take for a formula gets an apostrophe.
/// @param report as reportJson makes it
std::string reportCsv(const Json& report, const Words& words);

/// The same of a plan or a receipt alone, as plan_json.h makes it.
std::string operationCsv(const Json& operation, const Words& words);

}  // namespace engine::report
