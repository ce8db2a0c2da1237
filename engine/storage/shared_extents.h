#pragma once

#include "storage/file.h"

#include <stop_token>
#include <vector>

namespace engine {

/// A part of a file whose place on disk other parts use as well: of other files, or of the same.
struct SharedExtent {
    HostRange range;             ///< in the file
    std::uint64_t physical = 0;  ///< where it is in the file system, bytes
};

/// What a file system tells of such parts.
struct SharedExtents {
    std::vector<SharedExtent> extents;  ///< by their place in the file
    /// False: there may be more that is shared, or less that is stored, than the file system tells (it does not list
    /// extents; it compresses; it keeps a whole extent for the part that is needed).
    bool exact = true;
};

/// Asks by FIEMAP, where the kind of file system can share at all. Never fails: what cannot be told is not exact.
/// Throws Error (Cancelled).
SharedExtents sharedExtentsOf(const File& file, const std::stop_token& stop);

}  // namespace engine
