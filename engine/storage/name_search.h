#pragma once

#include "storage/file.h"

#include <set>
#include <stop_token>
#include <vector>

namespace engine {

/// A name that leads to a file.
struct FoundName {
    std::filesystem::path path;  ///< its folder without links
    FileIdentity file;
    bool link = false;  ///< a symbolic link; else the file itself (a hard link of it)
};

/// Limits of one search.
inline constexpr std::size_t mostNames = 20'000;
inline constexpr std::chrono::seconds longestNameSearch{10};

/// The names of some files below some folders, sorted: links that lead to them, and their hard links. Looks at names
/// only and opens nothing; near folders come first, links to folders are not followed. Ends at its limits, and passes
/// over what cannot be read. Throws Error: Cancelled, and what looking at a link throws (Io).
std::vector<FoundName> findNames(const std::set<FileIdentity>& files, const std::vector<std::filesystem::path>& folders,
                                 const std::stop_token& stop);

}  // namespace engine
