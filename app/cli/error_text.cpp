#include "error_text.h"

#include "sentences.h"

#include <algorithm>

namespace cli {

namespace {

using engine::Error;
using engine::ErrorKind;

std::string_view what(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
        return "not found";
    case ErrorKind::AccessDenied:
        return "access denied";
    case ErrorKind::Io:
        return "failed";
    case ErrorKind::Refused:
        return "refused";
    case ErrorKind::Corrupt:
        return "corrupt";
    case ErrorKind::Unsupported:
        return "not readable";
    case ErrorKind::InUse:
        return "in use";
    case ErrorKind::Cancelled:
        return "cancelled";
    case ErrorKind::InvalidArgument:
        return "not possible";
    }
    return "failed";
}

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

std::string valueText(const Error::Value& value)
{
    if (const auto* number = std::get_if<std::uint64_t>(&value))
        return std::to_string(*number);
    return escaped(std::get<std::string>(value));
}

std::string listed(std::string_view code, const Error::Values& values)
{
    std::string text(code);
    for (const auto& [key, value] : values)
        text += ' ' + key + '=' + valueText(value);
    return text;
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

std::string sentence(std::string_view code, const Error::Values& values)
{
    if (const auto system =
            std::find_if(values.begin(), values.end(), [](const auto& v) { return v.first == "system"; });
        system != values.end())
        return valueText(system->second);
    const auto found = std::find_if(sentences.begin(), sentences.end(), [code](auto s) { return s.code == code; });
    if (found == sentences.end())
        return listed(code, values);
    // In one pass, so that a value that looks like a placeholder stays as it is.
    std::string result;
    std::string_view rest = found->text;
    for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
        const auto close = rest.find('}', open);
        const std::string_view key = rest.substr(open + 1, close - open - 1);
        result += rest.substr(0, open);
        for (const auto& [name, value] : values)
            if (name == key)
                result += valueText(value);
        rest.remove_prefix(close + 1);
    }
    return result.append(rest);
}

std::string describe(const Error& error)
{
    std::string text(what(error.kind()));
    if (error.kind() == ErrorKind::Cancelled)
        return text;
    text += ", " + sentence(error.code(), error.values());
    if (error.fileOffset())
        text += " (at file offset " + std::to_string(*error.fileOffset()) + ')';
    return text;
}

}  // namespace cli
