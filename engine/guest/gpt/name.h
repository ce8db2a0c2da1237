#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace engine::gpt {

/// UTF-16LE up to the first zero as UTF-8; half of a surrogate pair becomes U+FFFD.
std::string utf8FromUtf16(std::span<const std::byte> bytes);

}  // namespace engine::gpt
