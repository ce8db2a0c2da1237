#pragma once

#include "guest/block_source.h"

#include <vector>

namespace engine {

/// The bytes [offset, offset + length) of a source; the caller has bounded the length. Throws what the source throws.
inline std::vector<std::byte> bytesOf(const BlockSource& source, std::uint64_t offset, std::size_t length)
{
    std::vector<std::byte> bytes(length);
    source.read(offset, bytes);
    return bytes;
}

}  // namespace engine
