#pragma once

#include "storage/file.h"

#include <filesystem>
#include <map>
#include <span>
#include <stop_token>

namespace engine {

/// What removing files gives back to their file systems. Bytes on disk; a hole gives nothing.
struct ReturnedSpace {
    std::uint64_t bytes = 0;
    bool exact = true;              ///< false: "about", the file systems do not tell it all
    std::uint64_t sharedBytes = 0;  ///< does not come back: files that stay share the blocks (reflinks)
    std::uint64_t linkedBytes = 0;  ///< does not come back: the files have other names (hard links)
};

/// Some files, as if they were removed together. A block comes back where every file that uses it goes; one that
/// several of them share comes back once. A file comes back where all its names go. Files that stay and share blocks
/// are looked for in the folders of those that go: where several of these share, others may too, so that is not exact.
class RemovedFiles {
public:
    /// @param names of regular files, links are followed; one file may be there by several names
    /// Throws Error (NotFound, AccessDenied, Io, Cancelled).
    RemovedFiles(std::span<const std::filesystem::path> names, const std::stop_token& stop);

    const ReturnedSpace& returned() const noexcept { return returned_; }
    /// What of one of the files stays on disk, because something that stays shares it; ranges of the file.
    const HostRangeSet& staying(const FileIdentity& file) const;

private:
    struct Removed {
        std::filesystem::path path;
        FileStatus status;
        std::uint32_t names = 0;
    };
    class Blocks;

    void addUp(const std::vector<Removed>& files, const std::stop_token& stop);

    ReturnedSpace returned_;
    std::map<FileIdentity, HostRangeSet> staying_;
};

}  // namespace engine
