#include "english_words.h"

#include "bytes/size_text.h"
#include "error_text.h"
#include "report/explained.h"

namespace cli {

namespace {

std::string sizeOf(std::int64_t bytes)
{
    return bytes < 0 ? '-' + engine::formatSize(static_cast<std::uint64_t>(-bytes))
                     : engine::formatSize(static_cast<std::uint64_t>(bytes));
}

}  // namespace

engine::report::Words englishWords()
{
    return {word, rawSentence, rawRemedy, sizeOf, "en"};
}

std::string jsonText(engine::report::Json document)
{
    return engine::report::toText(engine::report::explained(std::move(document), englishWords()));
}

}  // namespace cli
