#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// "64k", "1.5G", "4096": a number with an optional binary suffix k M G T P E (either case, "iB" or "B" may follow).
/// Nothing where the text is not such a size or does not fit in 64 bits. Result in bytes.
std::optional<std::uint64_t> parseSize(std::string_view text);

/// Binary units with one decimal ("1.4 GiB"); below 1 KiB the plain count ("512 B"). Rounded to nearest, locale-free.
std::string formatSize(std::uint64_t bytes);

}  // namespace engine
