#pragma once

#include "plan/diagnosis/diagnosis.h"
#include "report/json.h"
#include "report/words.h"

#include <string>
#include <vector>

/// Drawings of a report as SVG. Each part has the colour and the pattern that it has in the window, in light and dark
/// and on grey paper.
namespace engine::report {

/// Rules for the classes that the drawings use: once a page.
std::string chartStyle();
/// Patterns that the drawings refer to: once a page, an SVG of no size.
std::string chartPatterns();

/// Step by step from nothing to the file length.
/// @param waterfall as diagnosisJson makes it
std::string waterfallSvg(const Json& waterfall, const Words& words);

/// What of each layer is what, over the whole disk, the top layer first. Of a complete diagnosis.
/// @param names of the layers, base first
/// @param alone a file of its own, with rules and patterns
std::string mapSvg(const Diagnosis& diagnosis, const std::vector<std::string>& names, const Words& words, bool alone);

/// The key of resources/report_words.h for a part's name: "partLive".
std::string partKey(std::string_view part);

}  // namespace engine::report
