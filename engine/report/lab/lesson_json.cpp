#include "report/lab/lesson_json.h"

#include "report/lab/practice_json.h"

#include <algorithm>

namespace engine::report {

using lab::Check;
using lab::CheckKind;

namespace {

constexpr std::string_view formatName = "lamella-lesson";
constexpr std::size_t mostTasks = 50;
constexpr std::size_t mostChecks = 12;
constexpr std::size_t mostTextBytes = 4000;
constexpr std::size_t mostTitleBytes = 200;
constexpr std::size_t mostNameBytes = 64;
constexpr std::uint64_t mostNumber = 1ULL << 40;

lab::Texts textsOf(const Field& field, std::size_t mostBytes)
{
    field.at("en");
    lab::Texts texts;
    for (const std::string& language : field.keys())
        texts[language] = field.at(language).text(mostBytes);
    return texts;
}

CheckKind kindOf(const Field& field)
{
    const std::string word = field.text(mostNameBytes);
    for (std::size_t at = 0; at < lab::checkKindCount; ++at) {
        if (lab::name(static_cast<CheckKind>(at)) == word)
            return static_cast<CheckKind>(at);
    }
    field.refuse();
}

bool ofALayer(CheckKind kind)
{
    return (kind >= CheckKind::Stored && kind <= CheckKind::Snapshots) || kind == CheckKind::Holds ||
           kind == CheckKind::Looked;
}

bool ofANumber(CheckKind kind)
{
    return kind >= CheckKind::Templates && kind <= CheckKind::ClusterSize;
}

void readNumbers(const Field& field, Check& check)
{
    if (field.has("is")) {
        check.least = check.most = field.at("is").number(0, mostNumber);
        return;
    }
    if (field.has("least"))
        check.least = field.at("least").number(0, mostNumber);
    if (field.has("most"))
        check.most = field.at("most").number(0, mostNumber);
    if (!field.has("least") && !field.has("most"))
        field.at("is");
}

/// Each kind with the fields that it needs, and no others.
Check checkOf(const Field& field)
{
    Check check;
    check.kind = kindOf(field.at("check"));
    if (check.kind == CheckKind::Did) {
        field.requireKeys({"check", "action", "name"});
        check.action = actionOf(field.at("action"));
        if (field.has("name"))
            check.name = field.at("name").text(mostNameBytes);
        return check;
    }
    if (field.has("template"))
        check.templateNumber = field.at("template").number(0, lab::mostTemplates - 1);
    if (ofALayer(check.kind))
        check.layer = field.at("layer").number(0, lab::mostLayers - 1);
    if (ofANumber(check.kind)) {
        field.requireKeys({"check", "template", "layer", "is", "least", "most"});
        readNumbers(field, check);
    } else if (check.kind == CheckKind::Holds || check.kind == CheckKind::Files) {
        field.requireKeys({"check", "template", "layer", "files"});
        for (const Field& name : field.at("files").items(mostTasks))
            check.names.push_back(name.text(mostNameBytes));
        std::sort(check.names.begin(), check.names.end());
    } else if (check.kind == CheckKind::Looked)
        field.requireKeys({"check", "template", "layer"});
    else {
        field.requireKeys({"check", "template", "is"});
        check.wanted = field.at("is").truth();
    }
    return check;
}

lab::Task taskOf(const Field& field)
{
    field.requireKeys({"text", "hint", "done", "checks"});
    lab::Task task;
    task.text = textsOf(field.at("text"), mostTextBytes);
    if (field.has("hint"))
        task.hint = textsOf(field.at("hint"), mostTextBytes);
    if (field.has("done"))
        task.done = textsOf(field.at("done"), mostTextBytes);
    if (!field.has("checks"))
        return task;
    for (const Field& item : field.at("checks").items(mostChecks))
        task.checks.push_back(checkOf(item));
    return task;
}

}  // namespace

lab::Lesson parseLesson(std::string_view text)
{
    const Json json = Field::parse(text);
    const Field root(json, {});
    root.requireKeys({"format", "version", "title", "about", "practice", "prepare", "tasks"});
    if (root.at("format").text(mostNameBytes) != formatName)
        root.at("format").refuse();
    root.at("version").number(1, 1);
    lab::Lesson lesson;
    lesson.title = textsOf(root.at("title"), mostTitleBytes);
    lesson.about = textsOf(root.at("about"), mostTextBytes);
    lesson.practice = optionsOf(root.at("practice"));
    if (root.has("prepare"))
        lesson.prepared = stepsOf(root.at("prepare"));
    for (const Field& item : root.at("tasks").items(mostTasks))
        lesson.tasks.push_back(taskOf(item));
    if (lesson.tasks.empty())
        root.at("tasks").refuse();
    return lesson;
}

}  // namespace engine::report
