#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Names that a file may have and that drive a terminal, turn text around, hide, or are no text.
namespace testsupport {

/// All that must reach nobody raw, as UTF-8: control characters (but no zero byte), marks of direction, what is not
/// seen, ends of lines, tags.
std::vector<std::string> harmfulCharacters();

/// Names of files, each of at most 200 bytes: all harmful characters, all bytes that are not UTF-8, a backslash, a
/// character that stands for a byte in our JSON.
std::vector<std::string> oddNames();

/// What is wrong with a text that a person or a terminal gets: the first byte that is not UTF-8, or harmful character,
/// with what stands before it; empty: nothing. Ends of lines and tabs may be there.
std::string rawIn(std::string_view text);

/// The text as it is told, in which each harmful character and byte is \xHH and a backslash two, back as it was.
std::string unescaped(std::string_view text);

}  // namespace testsupport
