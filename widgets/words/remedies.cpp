#include "widgets/words/remedies.h"

#include "widgets/words/vocabulary.h"
#include "widgets/words/words.h"

#include <algorithm>

namespace widgets {

QString remedy(const engine::PlanNote& note)
{
    return plainText(advise(vocabulary(Digits::Grouped), note.code, note.values));
}

QString noteText(const engine::PlanNote& note)
{
    const QString text = plainText(tell(vocabulary(Digits::Grouped), note.code, note.values));
    // Names keep their letters.
    const bool named = std::any_of(note.values.begin(), note.values.end(), [&text](const auto& value) {
        const auto* name = std::get_if<std::string>(&value.second);
        return name && !name->empty() && text.startsWith(plainText(*name));
    });
    QString whole = wholeSentence(text);
    if (named)
        whole[0] = text[0];
    return whole;
}

QString noteWithRemedy(const engine::PlanNote& note)
{
    return paragraph({noteText(note), remedy(note)});
}

QString describeWithRemedy(const engine::Error& error)
{
    return paragraph({wholeSentence(describe(error)), remedy({error.code(), error.values()})});
}

}  // namespace widgets
