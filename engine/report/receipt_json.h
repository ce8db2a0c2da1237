#pragma once

#include "report/json.h"
#include "work/operation.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace engine::report {

/// The receipt of a run, as `slim --receipt` and `share --receipt` keep it: everything that a report says of it is
/// there, and of its type; what else it holds stays. Throws Error, as Field does.
Json parseReceipt(std::string_view text);

/// What a receipt tells of its files, for restoring and deleting originals; nothing where it does not (receipts of
/// former versions). Throws Error (Io).
std::optional<Receipt> filesOfReceipt(const Json& receipt);

/// From a file. Throws Error; Refused "document.long" too.
Json readReceipt(const std::filesystem::path& path);

}  // namespace engine::report
