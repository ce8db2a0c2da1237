#pragma once

#include "storage/file.h"

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

}  // namespace engine
