#pragma once

#include "report/lab/document.h"
#include "work/lab/practice.h"

#include <filesystem>
#include <string>
#include <vector>

namespace engine::report {

/// A practice as it is kept in a file: what it began with and what was done, to be done again.
struct SavedPractice {
    lab::PracticeOptions options;
    std::vector<lab::Step> steps;
};

std::string practiceText(const SavedPractice& practice);
/// Throws Error, as Field does; Refused "lab.option".
SavedPractice parsePractice(std::string_view text);

/// Parts of other files that are spelled the same.
lab::PracticeOptions optionsOf(const Field& field);
std::vector<lab::Step> stepsOf(const Field& field);
lab::Action actionOf(const Field& field);

}  // namespace engine::report
