#include "work/lab/lesson.h"

#include <algorithm>
#include <array>

namespace engine::lab {

namespace {

constexpr std::array<std::string_view, checkKindCount> names{
    "did",       "templates",   "layers", "stored", "hidden",   "garbage",      "duplicate",
    "snapshots", "clusterSize", "holds",  "files",  "complete", "readsChanged", "looked"};

bool wasDone(const Check& check, const Doings& doings)
{
    return std::any_of(doings.outcomes.begin(), doings.outcomes.end(), [&](const Outcome& outcome) {
        return outcome.step.action == check.action && (check.name.empty() || outcome.step.name == check.name);
    });
}

bool isBetween(std::uint64_t value, const Check& check)
{
    return value >= check.least && value <= check.most;
}

bool isMetBy(const Check& check, const LayerFacts& layer)
{
    switch (check.kind) {
    case CheckKind::Stored:
        return isBetween(layer.stored, check);
    case CheckKind::Hidden:
        return isBetween(layer.hidden, check);
    case CheckKind::Garbage:
        return isBetween(layer.garbage, check);
    case CheckKind::Duplicate:
        return isBetween(layer.duplicate, check);
    case CheckKind::Snapshots:
        return isBetween(layer.snapshots, check);
    default:
        return layer.files == check.names;
    }
}

bool isMetBy(const Check& check, const TemplateFacts& facts)
{
    switch (check.kind) {
    case CheckKind::Layers:
        return isBetween(facts.layers.size(), check);
    case CheckKind::Files:
        return facts.files == check.names;
    case CheckKind::Complete:
        return facts.complete == check.wanted;
    default:
        return check.layer < facts.layers.size() && isMetBy(check, facts.layers[check.layer]);
    }
}

bool readsChanged(const Check& check, const Doings& doings)
{
    if (doings.outcomes.empty() || check.templateNumber >= doings.outcomes.back().reads.size())
        return false;
    return doings.outcomes.back().reads[check.templateNumber].empty() != check.wanted;
}

}  // namespace

const std::string& textIn(const Texts& texts, const std::string& language)
{
    static const std::string nothing;
    for (const std::string& wanted : {language, std::string("en")}) {
        if (const auto found = texts.find(wanted); found != texts.end())
            return found->second;
    }
    return nothing;
}

std::string_view name(CheckKind kind) noexcept
{
    return names[static_cast<std::size_t>(kind)];
}

bool isMet(const Check& check, const Facts& facts, const Doings& doings)
{
    switch (check.kind) {
    case CheckKind::Did:
        return wasDone(check, doings);
    case CheckKind::Templates:
        return isBetween(facts.templates.size(), check);
    case CheckKind::ClusterSize:
        return isBetween(facts.options.clusterSize, check);
    case CheckKind::ReadsChanged:
        return readsChanged(check, doings);
    case CheckKind::Looked:
        return std::find(doings.looked.begin(), doings.looked.end(), std::pair(check.templateNumber, check.layer)) !=
               doings.looked.end();
    default:
        return check.templateNumber < facts.templates.size() && isMetBy(check, facts.templates[check.templateNumber]);
    }
}

}  // namespace engine::lab
