#pragma once

#include "chain/chain.h"
#include "chain/progress.h"

#include <stop_token>
#include <vector>

namespace engine {

/// Something about an image that a person should look at; nothing is wrong for certain. Codes: "backing.newer" (the
/// base was modified after the overlay was created), "backing.moved" (a missing base, and a file of its name
/// elsewhere), "backing.format" (an overlay says another format of its base than its content shows, or than other
/// overlays say), "backing.otherName" (under another of its names the image rests on nothing, or on another image),
/// "suspicion.more" (how many are not listed).
struct Suspicion {
    std::string_view code;
    Error::Values values;
};

/// One image file of a forest, or the name of one that is missing or refused.
struct ForestNode {
    std::filesystem::path path;
    std::vector<std::filesystem::path> otherNames;  ///< of the same file: hard links, links; by path
    std::string format;                             ///< empty where it could not be told
    LayerState state = LayerState::Ok;
    std::optional<Error> reason;       ///< why the state is not Ok
    std::optional<FileStatus> status;  ///< null where there is no file
    std::uint64_t virtualSize = 0;     ///< bytes; 0 where nothing tells
    std::string backingName;           ///< as the header spells it; empty: none
    std::optional<std::size_t> parent;
    std::vector<std::size_t> children;  ///< overlays, by path
    std::vector<Suspicion> suspicions;
};

/// All template chains below some places: trees whose roots are bases, or the missing and refused images that overlays
/// name. No file stays open. Immutable.
class Forest {
public:
    /// Looks at every file below the places (links to folders are not followed), on a pool of threads; a place that is
    /// a file is looked at itself. Raw disks are known by their ending (.raw, .img), by an overlay that names them, or
    /// by being a place. `progress` counts files. What backing names lead to outside the folders is judged by the
    /// policy of the options, to which the folders, and those of the files, are added. Throws Error: a place that
    /// cannot be read, Cancelled.
    static Forest scan(const std::vector<std::filesystem::path>& places, ChainOptions options, Progress& progress,
                       std::stop_token stop);

    const std::vector<ForestNode>& nodes() const noexcept { return nodes_; }
    /// Nodes without a parent, by path.
    const std::vector<std::size_t>& roots() const noexcept { return roots_; }
    /// The folders that were looked through.
    const std::vector<std::filesystem::path>& folders() const noexcept { return folders_; }
    /// Folders below the scanned ones that could not be read, or lie deeper than is looked.
    const std::vector<Error>& skipped() const noexcept { return skipped_; }

private:
    std::vector<ForestNode> nodes_;
    std::vector<std::size_t> roots_;
    std::vector<std::filesystem::path> folders_;
    std::vector<Error> skipped_;
};

}  // namespace engine
