#include "bytes/plain_text.h"

#include <algorithm>

namespace engine {

namespace {

/// How many bytes at the front make one character that must not reach a terminal; 0 where it is a good one.
std::size_t harmfulPrefix(std::string_view text)
{
    const auto byteAt = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = byteAt(0);
    const unsigned second = byteAt(1);
    const unsigned third = byteAt(2);
    if (first < 0x20 || first == 0x7f)
        return 1;
    if (first == 0xc2 && second >= 0x80 && second <= 0x9f)  // U+0080 to U+009F
        return 2;
    const bool embedding = first == 0xe2 && second == 0x80 && third >= 0xaa && third <= 0xae;  // U+202A to U+202E
    const bool isolate = first == 0xe2 && second == 0x81 && third >= 0xa6 && third <= 0xa9;    // U+2066 to U+2069
    return embedding || isolate ? 3 : 0;
}

}  // namespace

std::string escaped(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    while (!text.empty()) {
        const std::size_t harmful = harmfulPrefix(text);
        for (const char c : text.substr(0, harmful)) {
            const auto byte = static_cast<unsigned char>(c);
            result += "\\x";
            result += digits[byte >> 4];
            result += digits[byte & 15];
        }
        if (harmful == 0)
            result += text.front();
        text.remove_prefix(std::max<std::size_t>(harmful, 1));
    }
    return result;
}

}  // namespace engine
