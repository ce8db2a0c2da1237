#pragma once

#include "storage/file.h"

namespace engine {

/// Copies a range between two files without its bytes leaving the kernel, or even the file server. Returns the bytes
/// done from its start; less, also none, where the system cannot. Throws Error (Io) where writing fails.
std::uint64_t copyInKernel(const File& from, HostRange range, const File& to, HostOffset offset);

}  // namespace engine
