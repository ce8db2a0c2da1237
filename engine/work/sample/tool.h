#pragma once

#include "bytes/error.h"
#include "storage/folder.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace engine::sample {

/// A program of the distribution, in PATH or where those for administrators are. Nothing where it is not installed.
std::optional<std::filesystem::path> findTool(const std::string& name);
/// NotFound "tool.missing".
Error missingTool(const std::string& name, std::string_view package);

/// Runs a program to its end in a folder, so that names are enough for its files, with an environment that gives the same result each time. What it prints is
/// for nobody; answers what it has to say on standard error.
/// Throws Error: Io "tool.failed" where it ends with another exit code than 0; Cancelled, then it was killed.
std::string runTool(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                    const Folder& folder, const std::stop_token& stop);

/// Io "tool.failed", with what the program said.
[[noreturn]] void throwToolFailed(const std::filesystem::path& program, const std::string& said);

}  // namespace engine::sample
