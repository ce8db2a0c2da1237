#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace engine::report {

/// A cell of text, not escaped yet. What a spreadsheet would take for a formula gets an apostrophe in front.
std::string csvText(std::string_view text);
/// The same of text that is escaped.
std::string csvEscaped(std::string text);
/// A cell of a number; empty where it is not known.
std::string csvNumber(std::optional<std::uint64_t> number);
/// A line of cells (RFC 4180), with its end.
std::string csvLine(std::initializer_list<std::string> cells);

}  // namespace engine::report
