#pragma once

#include "bytes/error.h"

#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace engine {

/// Levels below a place that are looked at. Who may make folders could otherwise make each look at a file beside them
/// as long as their path is deep.
inline constexpr std::size_t deepestFolder = 100;

/// The folders of a walk.
struct FolderTree {
    std::vector<std::filesystem::path> folders;  ///< that were read; each before those in it
    std::vector<Error> skipped;  ///< Io, AccessDenied, or "folder.deep": what is below was not looked at
};

/// Looks through folders and those below, whoever made them: links are not followed, and what cannot be read or lies
/// too deep is skipped and told. Holds one folder open at a time. `visit` gets everything that is no folder.
/// Throws Error: one of `places` cannot be read, Cancelled.
FolderTree walkFolders(std::span<const std::filesystem::path> places,
                       const std::function<void(const std::filesystem::directory_entry&)>& visit,
                       const std::stop_token& stop);

}  // namespace engine
