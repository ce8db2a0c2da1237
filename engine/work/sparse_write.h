#pragma once

#include "storage/file.h"

#include <cstdint>
#include <span>

namespace engine {

/// Writes into a fresh file without the blocks of 4 KiB (of the file) that are all zeros: they stay holes. Returns the
/// bytes written. Throws Error (Io).
std::uint64_t writeSparse(const File& file, HostOffset offset, std::span<const std::byte> bytes);

}  // namespace engine
