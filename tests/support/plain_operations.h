#pragma once

#include "work/operation.h"

#include <filesystem>
#include <span>
#include <string_view>

/// Plans and runs over images whose names are what a test is about.
namespace testsupport {

engine::ChainOptions trusting(const std::filesystem::path& folder);
/// A complete chain. Throws engine::Error.
engine::Chain openChain(const std::filesystem::path& path, const std::filesystem::path& folder);

/// Nothing is trimmed. @param target empty: the images are replaced
engine::ImageOptions plainOptions(const std::filesystem::path& target = {});

/// As the command line runs it: the base is opened by the path that the plan names.
engine::Receipt share(const engine::SharePlan& plan, std::span<const engine::Chain> templates,
                      const std::filesystem::path& folder);

bool has(const std::vector<engine::PlanNote>& notes, std::string_view code);

}  // namespace testsupport
