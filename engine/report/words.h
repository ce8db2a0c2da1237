#pragma once

#include "bytes/error.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace engine::report {

/// What a report for a person says: the engine has no sentences of its own. The window gives translated ones, the
/// command line English ones.
struct Words {
    /// Headings, names of parts, states and remedies: the keys of resources/report_words.h.
    std::function<std::string(std::string_view key)> word;
    /// Of a code, with its values.
    std::function<std::string(std::string_view code, const Error::Values& values)> sentence;
    /// What can be done about a code; empty where there is nothing to say.
    std::function<std::string(std::string_view code, const Error::Values& values)> remedy;
    /// "1.4 GiB"; with its sign.
    std::function<std::string(std::int64_t bytes)> size;
    std::string language;  ///< BCP 47
};

}  // namespace engine::report
