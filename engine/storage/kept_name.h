#pragma once

#include <string_view>

namespace engine {

/// What an original keeps behind its name: NAME.before-slim, or NAME.before-slim.NUMBER where that was taken.
inline constexpr std::string_view keptSuffix = ".before-slim";

/// Whether an original of that name can be kept as `kept`.
bool isKeptName(std::string_view kept, std::string_view name);

/// Whether an original of any name can be kept as `name`.
bool isKeptName(std::string_view name);

}  // namespace engine
