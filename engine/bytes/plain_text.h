#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// A character of UTF-8; one byte and no code where the text is none.
struct Character {
    std::size_t length = 1;  ///< bytes
    std::optional<char32_t> code;
};

/// The character at the front of a text that is not empty. Overlong forms, surrogates and what is above U+10FFFF are
/// none.
Character firstCharacter(std::string_view text);

/// Control characters (C0, C1), marks that turn the direction of text or are not seen, ends of lines and paragraphs,
/// tags, and what is no character: a name with them can drive a terminal or pass for another name.
bool isHarmful(char32_t code);

/// Text for a person, with all that is harmful in it, and bytes that are not UTF-8, as \xHH, one for each byte. A
/// backslash becomes two, so that the text itself can be told from it. To be done once, where the text leaves the
/// program.
std::string escaped(std::string_view text);

}  // namespace engine
