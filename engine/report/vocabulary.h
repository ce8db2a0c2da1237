#pragma once

#include "bytes/error.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace engine::report {

/// One language's texts and its way to write values: what a face of the program has, and the engine has not.
struct Vocabulary {
    /// Of a code, with its placeholders; empty where it has none.
    std::function<std::string(std::string_view code)> sentence;
    /// What can be done about a code, with placeholders; empty: nothing to say.
    std::function<std::string(std::string_view code)> remedy;
    /// By the keys of resources/report_words.h, with placeholders.
    std::function<std::string(std::string_view key)> word;
    /// Of the values of a failed system call (`errno`, `system`).
    std::function<std::string(const Error::Values& values)> system;
    std::function<std::string(std::uint64_t bytes)> size;     ///< "1.4 GiB"
    std::function<std::string(std::uint64_t number)> number;  ///< digits, grouped or not
};

/// The sentence of a code with its values put in: {name} the value, {name:size} bytes as a person reads them, {place}
/// and {volume} where a volume is and what, and a reason (see `withReason`) as its own sentence. The code and
/// the values where it has no sentence. Text from inside images is in it as it is: whoever shows the sentence escapes
/// it.
std::string tell(const Vocabulary& vocabulary, std::string_view code, const Error::Values& values);

/// What can be done about it: about its reason where that is known better, else about the code itself; empty where
/// there is nothing.
std::string advise(const Vocabulary& vocabulary, std::string_view code, const Error::Values& values);

}  // namespace engine::report
