#include "english_words.h"

#include "bytes/size_text.h"
#include "error_text.h"
#include "resources/report_words.h"

#include <algorithm>

namespace cli {

namespace {

std::string wordOf(std::string_view key)
{
    const auto& words = lamella::reportWords;
    const auto found = std::find_if(words.begin(), words.end(), [key](auto word) { return word.code == key; });
    return found == words.end() ? std::string(key) : found->text;
}

std::string sizeOf(std::int64_t bytes)
{
    return bytes < 0 ? '-' + engine::formatSize(static_cast<std::uint64_t>(-bytes))
                     : engine::formatSize(static_cast<std::uint64_t>(bytes));
}

}  // namespace

engine::report::Words englishWords()
{
    return {wordOf, sentence, sizeOf, "en"};
}

}  // namespace cli
