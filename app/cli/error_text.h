#pragma once

#include "bytes/error.h"
#include "bytes/plain_text.h"

#include <string>
#include <string_view>

namespace cli {

/// "what, why" in English for an error of the engine, without its path. Escaped.
std::string describe(const engine::Error& error);

/// The sentence of a code with its values; the code and the values where it has none. Escaped.
std::string sentence(std::string_view code, const engine::Error::Values& values);

/// What can be done about it: a whole sentence; empty where there is nothing to say. Escaped.
std::string remedy(std::string_view code, const engine::Error::Values& values);

/// The same for documents, which escape in their own way.
std::string rawSentence(std::string_view code, const engine::Error::Values& values);
std::string rawRemedy(std::string_view code, const engine::Error::Values& values);

/// A word of reports by its key.
std::string word(std::string_view key);

using engine::escaped;

}  // namespace cli
