#pragma once

#include <string>
#include <string_view>

namespace engine::report {

/// Text for XML and HTML, in elements and in attributes: marks of the language, what XML cannot carry and marks that
/// turn the direction of text are escaped, broken UTF-8 becomes U+FFFD. Safe with names from inside images.
std::string markup(std::string_view text);

}  // namespace engine::report
