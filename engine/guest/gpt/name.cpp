#include "guest/gpt/name.h"

#include "bytes/byte_reader.h"

namespace engine::gpt {

namespace {

bool isHigh(char32_t unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}

bool isLow(char32_t unit)
{
    return unit >= 0xdc00 && unit < 0xe000;
}

void appendUtf8(std::string& text, char32_t character)
{
    const auto byte = [&](char32_t value) { text += static_cast<char>(value); };
    const auto tail = [&](unsigned shift) { byte(0x80 | ((character >> shift) & 0x3f)); };
    if (character < 0x80) {
        byte(character);
    } else if (character < 0x800) {
        byte(0xc0 | (character >> 6));
        tail(0);
    } else if (character < 0x10000) {
        byte(0xe0 | (character >> 12));
        tail(6);
        tail(0);
    } else {
        byte(0xf0 | (character >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace

std::string utf8FromUtf16(std::span<const std::byte> bytes)
{
    constexpr char32_t replacement = 0xfffd;
    const auto unitAt = [&](std::size_t at) -> char32_t {
        return at + 1 < bytes.size() ? loadLittleEndian<std::uint16_t>(bytes.data() + at) : 0;
    };
    std::string text;
    for (std::size_t at = 0; unitAt(at) != 0; at += 2) {
        const char32_t unit = unitAt(at);
        if (isHigh(unit) && isLow(unitAt(at + 2))) {
            appendUtf8(text, 0x10000 + ((unit - 0xd800) << 10) + (unitAt(at + 2) - 0xdc00));
            at += 2;
        } else {
            appendUtf8(text, isHigh(unit) || isLow(unit) ? replacement : unit);
        }
    }
    return text;
}

}  // namespace engine::gpt
