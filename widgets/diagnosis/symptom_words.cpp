#include "widgets/diagnosis/symptom_words.h"

#include "widgets/words/remedies.h"
#include "widgets/words/report_words.h"
#include "widgets/words/words.h"

#include <algorithm>

namespace widgets {

QString volumeTitle(const engine::Volume& volume)
{
    const QString type = volume.facts.type.empty() ? reportWord("unknownVolume") : plainText(volume.facts.type);
    return volume.facts.label.empty() ? type : type + ' ' + plainText(volume.facts.label);
}

bool starts(const engine::Symptom& symptom)
{
    using engine::Remedy;
    switch (symptom.remedy) {
    case Remedy::StandardSlim:
    case Remedy::DeepSlim:
    case Remedy::FindBacking:
    case Remedy::RepairLeaks:
        return true;
    case Remedy::AllowBacking:
        return std::any_of(symptom.values.begin(), symptom.values.end(), [](const auto& value) {
            return value.second == engine::Error::Value("name.outsideFolders");
        });
    default:
        return false;
    }
}

QString symptomText(const engine::Symptom& symptom)
{
    engine::PlanNote note{symptom.code, symptom.values};
    for (auto& [key, value] : note.values) {
        if (key == "path" || key == "base" || key == "overlay")
            value = std::filesystem::path(std::get<std::string>(value)).filename().string();
    }
    return noteText(note);
}

QString remedyText(engine::Remedy remedy)
{
    std::string key = "remedy" + std::string(name(remedy));
    key[6] = static_cast<char>(key[6] - 'a' + 'A');
    return reportWord(key);
}

}  // namespace widgets
