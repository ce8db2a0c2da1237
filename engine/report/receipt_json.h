#pragma once

#include "report/json.h"

#include <filesystem>
#include <string_view>

namespace engine::report {

/// The receipt of a run, as `slim --receipt` and `share --receipt` keep it: everything that a report says of it is
/// there, and of its type; what else it holds stays. Throws Error, as Field does.
Json parseReceipt(std::string_view text);

/// From a file. Throws Error; Refused "document.long" too.
Json readReceipt(const std::filesystem::path& path);

}  // namespace engine::report
