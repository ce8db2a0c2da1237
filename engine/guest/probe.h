#pragma once

#include "guest/file_system.h"

#include <memory>

namespace engine {

/// Tells what a volume holds by its signatures, and opens it. A volume that is not read, or that shows the signatures
/// of two file systems, is a FileSystem too: it names itself, its state is not Clean, and it says why. Throws only what
/// the source throws (Io, Cancelled): what is wrong inside the volume is its reason.
std::unique_ptr<FileSystem> openFileSystem(std::shared_ptr<const BlockSource> volume);

}  // namespace engine
