#pragma once

#include "bytes/error.h"

#include <functional>
#include <string>
#include <string_view>

namespace engine::report {

/// `text` with each {name} replaced by the value of that name, as it is: whoever shows it escapes the whole, once. In
/// one pass, so that a value that looks like a placeholder stays as it is.
std::string fillIn(std::string_view text, const Error::Values& values);
/// The same with what `textFor` gives for the name between the braces, as it is.
std::string fillIn(std::string_view text, const std::function<std::string(std::string_view name)>& textFor);

/// "code name=value name=value": for a code that has no sentence.
std::string listed(std::string_view code, const Error::Values& values);

}  // namespace engine::report
