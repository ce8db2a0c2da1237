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
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7f) {
            result += c;
            continue;
        }
        result += "\\x";
        result += digits[byte >> 4];
        result += digits[byte & 15];
    }
    return result;
}

std::string sentence(std::string_view code, const Error::Values& values)
{
    if (const auto system = std::find_if(values.begin(), values.end(), [](const auto& v) { return v.first == "system"; });
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
    text += ", " + sentence(error.code(), error.values());
    if (error.fileOffset())
        text += " (at file offset " + std::to_string(*error.fileOffset()) + ')';
    return text;
}

}  // namespace cli
