#include "error_text.h"

#include <algorithm>
#include <array>

namespace cli {

namespace {

using engine::Error;
using engine::ErrorKind;

struct Sentence {
    std::string_view code;
    std::string_view text;
};

constexpr std::array sentences{
    Sentence{"backing.formatUnknown",
             "the header does not say the format of {name}; name it with --backing-format PATH=FORMAT"},
    Sentence{"backing.moved", "a file of that name is at {path}"},
    Sentence{"backing.newer", "its base {path} was modified after it was created"},
    Sentence{"cancelled", "cancelled"},
    Sentence{"chain.loop", "{name} is already a layer of this chain"},
    Sentence{"chain.memory", "the tables of all layers take {value} bytes, the limit is {limit}"},
    Sentence{"chain.tooDeep", "{field} is {value}, the limit is {limit}"},
    Sentence{"compressed.broken", "a compressed cluster cannot be unpacked after {value} of {limit} bytes"},
    Sentence{"compressed.long", "a compressed cluster unpacks to more than the limit of {limit} bytes"},
    Sentence{"compressed.short", "a compressed cluster unpacks to {value} bytes instead of {limit}"},
    Sentence{"content.encrypted", "the content is encrypted ({method})"},
    Sentence{"feature.unknown", "{field} is {value}, bit {bit} ({name}) is not known; known bits: {limit}"},
    Sentence{"field.missing", "{field} is missing"},
    Sentence{"field.notAllowed", "{field} is {value}, allowed is {limit}"},
    Sentence{"field.outsideFile", "{field} is {value} with {length} bytes, the file ends at {limit}"},
    Sentence{"field.overlap", "{field} is {value}, which lies over {other} at {limit}"},
    Sentence{"field.tooLarge", "{field} is {value}, at most {limit} is allowed"},
    Sentence{"field.tooSmall", "{field} is {value}, at least {limit} is needed"},
    Sentence{"field.unaligned", "{field} is {value}, it must be a multiple of {limit}"},
    Sentence{"file.exchanged", "the file was exchanged while it was being opened"},
    Sentence{"file.notRegular", "it is not a regular file"},
    Sentence{"file.truncated", "{structure} needs {needed} bytes, only {available} are there"},
    Sentence{"format.notReadable", "images of the format {format} are recognised, but not read"},
    Sentence{"format.unknown", "the format {format} is not known"},
    Sentence{"image.inUse", "another process has it open for writing"},
    Sentence{"memory.budget", "it needs {value} bytes of memory, the limit is {limit}"},
    Sentence{"name.dataFile", "it names the external data file {name}; allow it with --allow PATH"},
    Sentence{"name.invalid", "the name {name} is empty or holds a zero byte"},
    Sentence{"name.outsideFolders", "{name} is outside the opened folders; allow it with --allow PATH"},
    Sentence{"name.protocol", "{name} is not the name of a local file"},
    Sentence{"name.system", "{name} is a system file"},
    Sentence{"qcow2.l2Entry", "{field} is {value} for guest offset {guestOffset}: {limit}"},
    Sentence{"qcow2.l2Shared", "{field} is {value} more than once, the limit is {limit}"},
    Sentence{"snapshot.unknown", "there is no internal snapshot {name}"},
};

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
