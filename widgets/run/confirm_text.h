#pragma once

#include "widgets/run/job.h"
#include "widgets/run/text_sections.h"

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

namespace widgets {

/// Free bytes by folder, as far as they are known.
using FreeSpace = std::map<std::filesystem::path, std::uint64_t>;

/// Where the plan writes.
std::vector<std::filesystem::path> targetFolders(const JobPlan& plan);

/// What a run will replace, keep, lose and need, what speaks against it, and its cautions, each with what to do.
std::vector<TextSection> confirmSections(const JobPlan& plan, const FreeSpace& space);
/// "2.6 GiB become 1.4 GiB: 1.2 GiB less".
QString summaryText(const JobPlan& plan);

}  // namespace widgets
