#pragma once

#include <string>

namespace cli {

/// A drawing of engine/report/charts.h as PNG, on white, two pixels for each of its units. Throws
/// engine::Error(Io, "report.notDrawn") where there is no memory for that many pixels.
std::string pngOf(const std::string& svg);

}  // namespace cli
