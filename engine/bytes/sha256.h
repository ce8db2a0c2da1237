#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace engine {

using Sha256 = std::array<std::byte, 32>;

/// SHA-256 (FIPS 180-4) of all parts, one behind the other.
Sha256 sha256(std::span<const std::span<const std::byte>> parts);
Sha256 sha256(std::span<const std::byte> bytes);

}  // namespace engine
