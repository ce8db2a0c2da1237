#include "report/explained.h"

#include "bytes/reason.h"
namespace engine::report {

namespace {

bool isNote(const Json& value)
{
    return value.is_object() && value.contains("code") && value.contains("values") && value["code"].is_string() &&
           value["values"].is_object();
}

/// @param code what it is the reason of; empty: it stands alone
/// @param type of the volume that it is about; null: none
void explain(Json& note, const Words& words, std::string_view code, const Json& type)
{
    const auto own = note["code"].get<std::string>();
    const Error::Values values = valuesFrom(note["values"]);
    std::string remedy;
    if (code.empty()) {
        remedy = remedyText(note, words);
    } else {
        Error::Values whole;
        if (type.is_string())
            whole.emplace_back("type", type.get<std::string>());
        remedy = words.remedy(code, withReason(std::move(whole), own, values));
    }
    note["text"] = words.sentence(own, values);
    note["remedyText"] = remedy.empty() ? Json() : Json(remedy);
}

/// Why a volume or a disk counts as used is what a plan's caution says of it.
std::string_view cautionOf(const Json& object, std::string_view key)
{
    if (key == "tableRefusal")
        return "plan.diskUntrimmed";
    return key == "reason" && object.contains("trimmable") ? "plan.volumeUntrimmed" : "";
}

void walk(Json& value, const Words& words)
{
    if (value.is_array()) {
        for (Json& element : value) {
            if (isNote(element))
                explain(element, words, {}, {});
            walk(element, words);
        }
    } else if (value.is_object()) {
        const Json type = value.value("type", Json());
        for (const auto& [key, member] : value.items()) {
            if (isNote(member))
                explain(member, words, cautionOf(value, key), type);
            walk(member, words);
        }
    }
}

}  // namespace

std::string remedyText(const Json& note, const Words& words)
{
    std::string text = words.remedy(note["code"].get<std::string>(), valuesFrom(note["values"]));
    const auto symptom = note.find("remedy");
    if (!text.empty() || symptom == note.end() || *symptom == "none")
        return text;
    auto key = symptom->get<std::string>();
    key.front() = static_cast<char>(key.front() - 'a' + 'A');
    return words.word("remedy" + key);
}

Json explained(Json document, const Words& words)
{
    if (isNote(document))
        explain(document, words, {}, {});
    walk(document, words);
    return document;
}

}  // namespace engine::report
