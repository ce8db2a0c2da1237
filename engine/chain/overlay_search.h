#pragma once

#include "bytes/error.h"
#include "chain/progress.h"
#include "storage/file.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace engine {

/// How much a search looks at, at most: stores can be large and slow.
struct SearchBound {
    std::uint64_t files = 20'000;
    std::chrono::milliseconds time{10'000};
};

/// Where a search has looked, and how far it came.
struct SearchedPlaces {
    /// With what is below them; none of them is in another one. Links resolved.
    std::vector<std::filesystem::path> folders;
    std::uint64_t files = 0;     ///< whose headers were read
    bool boundHit = false;       ///< there is more that was not looked at
    std::vector<Error> skipped;  ///< folders and files that could not be read
};

/// A file that overlays may rest on.
struct SoughtBacking {
    FileIdentity identity;
    std::filesystem::path name;  ///< that it has, or had when overlays were made
    bool lost = false;           ///< the name is free now: an overlay that says it is without its backing image
};

/// An image whose header names a file that was sought, or a name that it lost.
struct FoundOverlay {
    std::filesystem::path path;
    FileStatus status;
    FileIdentity backing;  ///< of the sought file

    /// Whether it is an original that a run of ours has kept.
    bool isKept() const;
};

struct OverlaySearch {
    std::vector<FoundOverlay> overlays;  ///< by path
    SearchedPlaces places;
};

/// Looks for images that rest on some files, in folders and all below them, nearest levels first; links to folders are
/// not followed. Two reads a file, nothing else is opened; a notation that is not resolved here (json:, nbd:)
/// counts where it holds the file's name. What cannot be read is skipped and told; what vanishes meanwhile is not.
/// `progress` counts files. Throws Error (Cancelled).
OverlaySearch searchOverlays(std::span<const SoughtBacking> sought, const std::vector<std::filesystem::path>& folders,
                             Progress& progress, const std::stop_token& stop, const SearchBound& bound = {});

/// Adds what clones of images in some folders are often kept in: the folders beside these, as the folder above with all
/// below it. Nothing for a folder in the root: the whole system would lie beside it.
void addFoldersBeside(const std::vector<std::filesystem::path>& of, std::vector<std::filesystem::path>& folders);

}  // namespace engine
