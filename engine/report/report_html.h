#pragma once

#include "report/json.h"
#include "report/words.h"

#include <string>

namespace engine::report {

/// A report as one page of well-formed XHTML that needs no other file: light and dark by the reader's setting, made to
/// be printed on A4 and Letter. Everything from inside images is escaped.
/// @param report as reportJson makes it
/// @param map of charts.h; empty: none
std::string reportHtml(const Json& report, const std::string& map, const Words& words);

}  // namespace engine::report
