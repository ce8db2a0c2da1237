#pragma once

#include <string>
#include <string_view>

namespace engine::report {

/// Text for XML and HTML, in elements and in attributes: what is harmful is shown (see `escaped`), marks of the
/// language become entities. Safe with names from inside images, that are not escaped yet.
std::string markup(std::string_view text);

}  // namespace engine::report
