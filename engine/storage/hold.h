#pragma once

#include "storage/folder.h"

namespace engine {

/// Whether a file is in the hands of a process that lives: a lock, far behind every content and apart from QEMU's, that
/// goes with the open file, however its process ends.
enum class Hold : std::uint8_t {
    Taken,    ///< ours now, until the File closes
    Held,     ///< somebody else's
    Unknown,  ///< the file system has no locks
};

/// The file is open for writing. Does not wait. Throws Error (Io).
Hold takeHold(const File& file);

/// The same lock, while the object lives, on a file that may be open for reading only: whoever exchanges the name of a
/// file has it alone. A file system without locks lets everybody. The file outlives it.
class ExclusiveHold {
public:
    /// Waits a moment where another has just begun. Throws Error (Io), or InUse "file.held", or "file.heldBy" (value
    /// `process`) where that can be told.
    explicit ExclusiveHold(const File& file);
    ExclusiveHold(const ExclusiveHold&) = delete;
    ExclusiveHold& operator=(const ExclusiveHold&) = delete;
    ~ExclusiveHold();

private:
    const File& file_;
};

/// The names in a folder are exchanged by one process at a time: flock(2) while the object lives.
class FolderHold {
public:
    /// Waits up to 10 seconds. Throws Error(InUse, "folder.held"), or "folder.heldBy" where that can be told.
    explicit FolderHold(SharedFolder folder);
    FolderHold(FolderHold&&) noexcept = default;
    FolderHold& operator=(FolderHold&&) = delete;
    ~FolderHold();

private:
    SharedFolder folder_;
};

}  // namespace engine
