#pragma once

#include "storage/file.h"

#include <cstdint>
#include <string_view>

namespace engine::recognised {

/// The size of the disk as the file of a format that is not read says it: bytes, 0 where it does not, or not in a way
/// that is known. Every number in the file is a stranger's; reads a few kilobytes at most but for the descriptor of a
/// VMDK and the JSON of a LUKS2 header. Throws Error (Io).
std::uint64_t virtualSizeOf(const File& file, std::string_view format);

}  // namespace engine::recognised
