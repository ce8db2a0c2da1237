#include "report/json_text.h"

#include "bytes/plain_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace engine::report {

namespace {

/// Of the private use area at the end of Unicode: this and a byte is the character that stands for it.
constexpr char32_t byteBase = 0x10fe00;
constexpr std::string_view byteLead = "\xf4\x8f\xb8";  ///< of U+10FE00 to U+10FE3F, one less than of bytes

bool standsForByte(char32_t code)
{
    return code >= byteBase + 0x80 && code <= byteBase + 0xff;
}

/// A character that is not in names, in UTF-8.
std::string characterFor(unsigned char byte)
{
    std::string character(byteLead);
    character.back() = static_cast<char>(static_cast<unsigned char>(byteLead.back()) + (byte >> 6));
    return character + static_cast<char>(0x80 | (byte & 0x3f));
}

bool isPlain(const Character& character)
{
    return character.code && !standsForByte(*character.code);
}

}  // namespace

std::string textForBytes(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const Character character = firstCharacter(text);
        const std::string_view bytes = text.substr(0, character.length);
        if (isPlain(character))
            result += bytes;
        else
            for (const char byte : bytes)
                result += characterFor(static_cast<unsigned char>(byte));
        text.remove_prefix(character.length);
    }
    return result;
}

std::string bytesOfText(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const Character character = firstCharacter(text);
        if (character.code && standsForByte(*character.code))
            result += static_cast<char>(*character.code - byteBase);
        else
            result += text.substr(0, character.length);
        text.remove_prefix(character.length);
    }
    return result;
}

namespace {

/// Nearly all texts stay as they are: those need no copy.
bool isReadableText(std::string_view text)
{
    const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    return std::all_of(text.begin(), text.end(), isAscii) || textForBytes(text) == text;
}

/// Keys are words of ours.
bool isReadable(const Json& value)
{
    if (value.is_string())
        return isReadableText(value.get_ref<const std::string&>());
    return !value.is_structured() ||
           std::all_of(value.begin(), value.end(), [](const Json& element) { return isReadable(element); });
}

template <class Change>
void changeTexts(Json& value, const Change& change)
{
    if (value.is_string()) {
        auto& text = value.get_ref<std::string&>();
        text = change(text);
    } else if (value.is_structured()) {
        for (Json& element : value)
            changeTexts(element, change);
    }
}

std::string dumped(const Json& document)
{
    return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string dumpedReadable(Json document)
{
    changeTexts(document, textForBytes);
    return dumped(document);
}

void addEscape(std::string& result, unsigned unit)
{
    std::array<char, 7> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", unit);
    result += text.data();
}

/// What a terminal, or a page that holds the text, must not get raw is escaped: outside of texts there is none of it.
std::string withEscapes(std::string_view json)
{
    std::string result;
    result.reserve(json.size());
    while (!json.empty()) {
        const Character character = firstCharacter(json);
        const char32_t code = character.code.value_or('?');
        const bool raw = code == '\n' || !(isHarmful(code) || standsForByte(code));
        if (raw) {
            result += json.substr(0, character.length);
        } else if (code < 0x10000) {
            addEscape(result, code);
        } else {
            addEscape(result, 0xd800 + ((code - 0x10000) >> 10));
            addEscape(result, 0xdc00 + ((code - 0x10000) & 0x3ff));
        }
        json.remove_prefix(character.length);
    }
    return result;
}

}  // namespace

void restoreNames(Json& document)
{
    changeTexts(document, bytesOfText);
}

std::string toText(const Json& document)
{
    return withEscapes(isReadable(document) ? dumped(document) : dumpedReadable(document)) + '\n';
}

}  // namespace engine::report
