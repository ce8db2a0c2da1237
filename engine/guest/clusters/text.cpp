#include "guest/clusters/text.h"

#include <array>
#include <cstdio>

namespace engine::clusters {

namespace {

void append(std::string& text, char32_t code)
{
    const auto tail = [&](unsigned shift) { text.push_back(static_cast<char>(0x80 | ((code >> shift) & 0x3f))); };
    if (code < 0x80) {
        text.push_back(static_cast<char>(code));
    } else if (code < 0x800) {
        text.push_back(static_cast<char>(0xc0 | (code >> 6)));
        tail(0);
    } else if (code < 0x10000) {
        text.push_back(static_cast<char>(0xe0 | (code >> 12)));
        tail(6);
        tail(0);
    } else {
        text.push_back(static_cast<char>(0xf0 | (code >> 18)));
        tail(12);
        tail(6);
        tail(0);
    }
}

bool isHigh(char16_t unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}

bool isLow(char16_t unit)
{
    return unit >= 0xdc00 && unit < 0xe000;
}

}  // namespace

std::string toUtf8(std::u16string_view text)
{
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char16_t unit = text[at];
        if (isHigh(unit) && at + 1 < text.size() && isLow(text[at + 1]))
            append(result, 0x10000U + ((unit - 0xd800U) << 10) + (text[++at] - 0xdc00U));
        else
            append(result, isHigh(unit) || isLow(unit) ? char32_t{0xfffd} : char32_t{unit});
    }
    return result;
}

std::string serialText(std::uint32_t serial)
{
    std::array<char, 10> text{};
    std::snprintf(text.data(), text.size(), "%04X-%04X", serial >> 16, serial & 0xffffU);
    return serial == 0 ? "" : text.data();
}

}  // namespace engine::clusters
