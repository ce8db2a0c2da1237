#pragma once

#include <string>
#include <string_view>

namespace engine {

/// Control characters (C0, C1) and marks that turn the direction of text as \xHH bytes, so that a name from an image
/// can neither drive a terminal nor pass for another name.
std::string escaped(std::string_view text);

}  // namespace engine
