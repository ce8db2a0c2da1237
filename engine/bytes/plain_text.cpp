#include "bytes/plain_text.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

struct CodeRange {
    char32_t first;
    char32_t last;
};

/// In order.
constexpr std::array<CodeRange, 12> harmful{{{0x00, 0x1f},
                                             {0x7f, 0x9f},
                                             {0xad, 0xad},
                                             {0x61c, 0x61c},
                                             {0x180e, 0x180e},
                                             {0x200b, 0x200f},
                                             {0x2028, 0x202e},
                                             {0x2060, 0x206f},
                                             {0xfdd0, 0xfdef},
                                             {0xfeff, 0xfeff},
                                             {0xfff9, 0xfffb},
                                             {0xe0000, 0xe007f}}};

/// Bytes of a character, by its first one; 0 where none begins like that.
std::size_t lengthOf(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xc2 || first > 0xf4)
        return 0;
    return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
}

void addBytes(std::string& result, std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        result += "\\x";
        result += digits[byte >> 4];
        result += digits[byte & 15];
    }
}

}  // namespace

Character firstCharacter(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = lengthOf(first);
    if (length == 1)
        return {1, first};
    if (length == 0 || text.size() < length)
        return {};
    char32_t code = first & (0xffU >> (length + 1));
    for (const char c : text.substr(1, length - 1)) {
        const auto next = static_cast<unsigned char>(c);
        if ((next & 0xc0) != 0x80)
            return {};
        code = code << 6 | (next & 0x3fU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool none = (code >= 0xd800 && code < 0xe000) || code > 0x10ffff;
    return overlong || none ? Character() : Character{length, code};
}

bool isHarmful(char32_t code)
{
    const auto* range = std::lower_bound(harmful.begin(), harmful.end(), code,
                                         [](const CodeRange& one, char32_t wanted) { return one.last < wanted; });
    return (range != harmful.end() && range->first <= code) || (code & 0xfffe) == 0xfffe;
}

std::string escaped(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const Character character = firstCharacter(text);
        const std::string_view bytes = text.substr(0, character.length);
        if (!character.code || isHarmful(*character.code))
            addBytes(result, bytes);
        else
            result.append(bytes == "\\" ? "\\\\" : bytes);
        text.remove_prefix(character.length);
    }
    return result;
}

}  // namespace engine
