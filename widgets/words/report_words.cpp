#include "widgets/words/report_words.h"

#include "resources/report_words.h"
#include "widgets/words/vocabulary.h"
#include "widgets/words/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace widgets {

QString reportWord(std::string_view key)
{
    const auto& words = lamella::reportWords;
    const auto found = std::find_if(words.begin(), words.end(), [key](auto word) { return word.code == key; });
    return found == words.end() ? QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()))
                                : QCoreApplication::translate("Report", found->text);
}

engine::report::Words reportWords()
{
    return {
        [](std::string_view key) { return reportWord(key).toStdString(); },
        [](std::string_view code, const engine::Error::Values& values) { return tell(vocabulary(), code, values); },
        [](std::string_view code, const engine::Error::Values& values) { return advise(vocabulary(), code, values); },
        [](std::int64_t bytes) { return sizeText(bytes).toStdString(); }, QLocale().bcp47Name().toStdString()};
}

std::string programName()
{
    return "Lamella " + QCoreApplication::applicationVersion().toStdString();
}

}  // namespace widgets
