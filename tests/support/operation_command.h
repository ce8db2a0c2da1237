#pragma once

#include "plan/image_plan.h"
#include "support/process.h"
#include "support/random.h"

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace testsupport {

/// Any options of an operation; where the result goes is left open.
engine::ImageOptions randomOptions(Random& random);
/// For messages.
std::string optionsText(const engine::ImageOptions& options);

/// The options as the command line spells them.
Command commandOptions(const engine::ImageOptions& options);

/// Runs the command as a preview ("plan" and its words, exact), then in earnest; both say the same, and so does the
/// receipt. Throws std::runtime_error.
/// @param program with "plan" to follow
/// @param operation {"slim", "deep"}, {"share", "--base", "auto"}
/// @param preview how the preview names the operation: {"deep"}, {"share", "--base", "auto"}
/// @returns what the run said
nlohmann::json runCommand(const std::string& program, const Command& operation, const Command& preview,
                          const Command& arguments);

}  // namespace testsupport
