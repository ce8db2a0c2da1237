#include "report/markup.h"

#include "bytes/plain_text.h"

#include <cstdint>

namespace engine::report {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

/// Bytes of the character at the front, 0 where it is none: overlong, a surrogate, above U+10FFFF, U+FFFE, U+FFFF.
std::size_t characterLength(std::string_view text)
{
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    if (byte(0) < 0x80)
        return 1;
    const std::size_t length = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
    if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < length)
        return 0;
    std::uint32_t code = byte(0) & (0xffU >> (length + 1));
    for (std::size_t at = 1; at < length; ++at) {
        if ((byte(at) & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (byte(at) & 0x3fU);
    }
    const bool tooShort = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool unusable = (code >= 0xd800 && code < 0xe000) || code > 0x10ffff || (code & 0xfffe) == 0xfffe;
    return tooShort || unusable ? 0 : length;
}

std::string_view entityOf(char character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

}  // namespace

std::string markup(std::string_view text)
{
    const std::string plain = escaped(text);
    std::string_view left = plain;
    std::string result;
    while (!left.empty()) {
        const std::size_t length = characterLength(left);
        const std::string_view entity = entityOf(left.front());
        result += length == 0 ? replacement : entity.empty() ? left.substr(0, length) : entity;
        left.remove_prefix(length == 0 ? 1 : length);
    }
    return result;
}

}  // namespace engine::report
