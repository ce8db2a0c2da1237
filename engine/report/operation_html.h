#pragma once

#include "report/html_page.h"

#include <cstdint>

namespace engine::report {

/// A plan, or the receipt of a run, as one page (see HtmlPage).
/// @param operation as plan_json.h makes it: a plan, or one with its receipt
/// @param program name and version
/// @param created seconds since 1970, UTC
std::string operationHtml(const Json& operation, const std::string& program, std::int64_t created, const Words& words);

/// As part of a page: sizes, what is saved and why, the bases to choose from, what speaks against it, the files.
void addOperation(HtmlPage& page, const Json& operation);
/// What speaks against it, and what to know; where there is nothing, that.
void addNotes(HtmlPage& page, const Json& operation);

}  // namespace engine::report
