#include "error_text.h"

#include "bytes/size_text.h"
#include "report/vocabulary.h"
#include "resources/remedies.h"
#include "resources/report_words.h"

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

template <std::size_t count>
std::string textOf(const std::array<lamella::Sentence, count>& texts, std::string_view code)
{
    const auto found = std::find_if(texts.begin(), texts.end(), [code](const auto& one) { return one.code == code; });
    return found == texts.end() ? std::string() : found->text;
}

const engine::report::Vocabulary& english()
{
    static const engine::report::Vocabulary vocabulary{
        [](std::string_view code) { return textOf(lamella::sentences, code); },
        [](std::string_view code) { return textOf(lamella::remedies, code); },
        word,
        [](const Error::Values& values) {
            const auto system =
                std::find_if(values.begin(), values.end(), [](const auto& v) { return v.first == "system"; });
            return std::get<std::string>(system->second);
        },
        engine::formatSize,
        [](std::uint64_t number) { return std::to_string(number); }};
    return vocabulary;
}

}  // namespace

std::string word(std::string_view key)
{
    std::string text = textOf(lamella::reportWords, key);
    return text.empty() ? std::string(key) : text;
}

std::string rawSentence(std::string_view code, const Error::Values& values)
{
    return tell(english(), code, values);
}

std::string rawRemedy(std::string_view code, const Error::Values& values)
{
    return advise(english(), code, values);
}

std::string sentence(std::string_view code, const Error::Values& values)
{
    return escaped(rawSentence(code, values));
}

std::string remedy(std::string_view code, const Error::Values& values)
{
    return escaped(rawRemedy(code, values));
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
