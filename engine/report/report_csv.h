#pragma once

#include "report/json.h"

#include <string>

namespace engine::report {

/// A report as one table for a spreadsheet: section, layer, volume, name, item, bytes; a line a figure, all figures of
/// the JSON. Every field is quoted (RFC 4180); what a spreadsheet would take for a formula gets an apostrophe.
/// @param report as reportJson makes it
std::string reportCsv(const Json& report);

}  // namespace engine::report
