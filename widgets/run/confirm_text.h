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
/// "Gives back 1.1 GiB on disk, once the originals are deleted." and, in a line of its own, what file lengths become.
QString summaryText(const JobPlan& plan);

}  // namespace widgets
