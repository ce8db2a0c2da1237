#pragma once

#include "bytes/error.h"

#include <string>
#include <string_view>

namespace engine::report {

/// `text` with each {name} replaced by the value of that name; text from inside images is escaped. In one pass, so that
/// a value that looks like a placeholder stays as it is.
std::string fillIn(std::string_view text, const Error::Values& values);

/// "code name=value name=value": for a code that has no sentence.
std::string listed(std::string_view code, const Error::Values& values);

}  // namespace engine::report
