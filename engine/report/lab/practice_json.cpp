#include "report/lab/practice_json.h"

namespace engine::report {

namespace {

constexpr std::string_view formatName = "lamella-practice";
constexpr std::uint64_t mostNumber = 1ULL << 40;
constexpr std::size_t mostNameBytes = 64;

Json stepJson(const lab::Step& step)
{
    Json json{{"action", lab::name(step.action)}};
    const auto add = [&](const char* key, std::uint64_t value) {
        if (value != 0)
            json[key] = value;
    };
    add("template", step.templateNumber);
    if (step.layer)
        json["layer"] = *step.layer;
    add("offset", step.offset);
    add("length", step.length);
    add("pattern", step.pattern);
    if (!step.name.empty())
        json["name"] = step.name;
    return json;
}

lab::Step stepOf(const Field& field)
{
    field.requireKeys({"action", "template", "layer", "offset", "length", "pattern", "name"});
    const auto number = [&](std::string_view key) { return field.has(key) ? field.at(key).number(0, mostNumber) : 0; };
    lab::Step step;
    step.action = actionOf(field.at("action"));
    step.templateNumber = number("template");
    if (field.has("layer"))
        step.layer = number("layer");
    step.offset = number("offset");
    step.length = number("length");
    step.pattern = number("pattern");
    if (field.has("name"))
        step.name = field.at("name").text(mostNameBytes);
    return step;
}

}  // namespace

lab::Action actionOf(const Field& field)
{
    if (const auto action = lab::actionOf(field.text(mostNameBytes)))
        return *action;
    field.refuse();
}

lab::PracticeOptions optionsOf(const Field& field)
{
    field.requireKeys({"clusterSize", "clusters", "fileSystem"});
    lab::PracticeOptions options;
    options.clusterSize = field.at("clusterSize").number(0, mostNumber);
    options.clusters = field.at("clusters").number(0, mostNumber);
    options.fileSystem = field.at("fileSystem").truth();
    lab::requireValid(options);
    return options;
}

std::vector<lab::Step> stepsOf(const Field& field)
{
    std::vector<lab::Step> steps;
    for (const Field& item : field.items(lab::mostSteps))
        steps.push_back(stepOf(item));
    return steps;
}

std::string practiceText(const SavedPractice& practice)
{
    Json json{{"format", formatName}, {"version", 1}};
    json["options"] = {{"clusterSize", practice.options.clusterSize},
                       {"clusters", practice.options.clusters},
                       {"fileSystem", practice.options.fileSystem}};
    json["steps"] = Json::array();
    for (const lab::Step& step : practice.steps)
        json["steps"].push_back(stepJson(step));
    return toText(json);
}

SavedPractice parsePractice(std::string_view text)
{
    const Json json = Field::parse(text);
    const Field root(json, {});
    root.requireKeys({"format", "version", "options", "steps"});
    if (root.at("format").text(mostNameBytes) != formatName)
        root.at("format").refuse();
    root.at("version").number(1, 1);
    return {optionsOf(root.at("options")), stepsOf(root.at("steps"))};
}

}  // namespace engine::report
