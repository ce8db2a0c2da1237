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

/// What of each layer is what, over the whole disk, the top layer first. Of an incomplete diagnosis there is none: it
/// is empty.
/// @param json of the same diagnosis, as diagnosisJson makes it: the names of layers are taken from there
/// @param alone a file of its own, with rules and patterns; throws Error(Refused, "report.noMap") in place of an empty
/// one
std::string mapSvg(const Diagnosis& diagnosis, const Json& json, const Words& words, bool alone);

/// The key of resources/report_words.h for a part's name: "partLive".
std::string partKey(std::string_view part);

}  // namespace engine::report
