#include "plan/dependent_notes.h"

namespace engine {

namespace {

std::string joined(const std::vector<std::filesystem::path>& folders)
{
    constexpr std::size_t most = 5;
    std::string text;
    for (std::size_t index = 0; index < folders.size() && index < most; ++index)
        text += (index == 0 ? "" : ", ") + folders[index].string();
    return folders.size() > most ? text + ", ..." : text;
}

}  // namespace

void noteOriginals(const Chain& chain, std::size_t first, const std::vector<Dependent>& dependents, PlanNotes& notes)
{
    std::size_t lowest = SIZE_MAX;
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
    std::string one;
    for (const Dependent& dependent : dependents) {
        if (!dependent.kept || dependent.layer < first)
            continue;
        ++count;
        bytes += dependent.status.diskSize;
        if (dependent.layer < lowest) {
            lowest = dependent.layer;
            one = dependent.overlay.string();
        }
    }
    if (count > 0)
        notes.cautions.push_back(
            {"plan.originalsRest",
             {{"path", chain.layers()[lowest].path.string()}, {"count", count}, {"bytes", bytes}, {"overlay", one}}});
}

void noteSearch(const SearchedPlaces& places, const std::filesystem::path* renamed, bool alone, PlanNotes& notes)
{
    const Error::Values where{{"files", places.files}, {"folders", joined(places.folders)}};
    if (places.boundHit && renamed && !alone) {
        Error::Values values = where;
        values.insert(values.begin(), {"path", renamed->string()});
        notes.blockers.push_back({"plan.notAlone", std::move(values)});
    } else if (places.boundHit) {
        notes.cautions.push_back({"plan.searchBound", where});
    }
    if (!places.skipped.empty())
        notes.cautions.push_back(
            {"plan.searchSkipped",
             {{"count", std::uint64_t{places.skipped.size()}}, {"path", places.skipped.front().path().string()}}});
}

const Layer* renamedBase(const Chain& chain, const std::function<bool(std::size_t)>& loses)
{
    const auto layers = chain.layers();
    for (std::size_t index = 0; index < layers.size(); ++index) {
        const bool hasSuccessor = index > 0 && index + 1 == layers.size();
        if (!hasSuccessor && loses(index))
            return &layers[index];
    }
    return nullptr;
}

}  // namespace engine
