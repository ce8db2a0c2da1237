#include "error_text.h"

#include "report/placeholders.h"
#include "resources/sentences.h"

#include <algorithm>

namespace cli {

using lamella::sentences;

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

}  // namespace

std::string sentence(std::string_view code, const Error::Values& values)
{
    if (const auto system =
            std::find_if(values.begin(), values.end(), [](const auto& v) { return v.first == "system"; });
        system != values.end())
        return escaped(std::get<std::string>(system->second));
    const auto found = std::find_if(sentences.begin(), sentences.end(), [code](auto s) { return s.code == code; });
    return found == sentences.end() ? engine::report::listed(code, values)
                                    : engine::report::fillIn(found->text, values);
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
