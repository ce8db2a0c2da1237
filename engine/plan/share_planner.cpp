#include "plan/share_planner.h"

#include "chain/layer_map.h"
#include "plan/image_planner.h"
#include "plan/template_relations.h"

#include <algorithm>
#include <numeric>

namespace engine {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t defaultClusterSize = 64 << 10;
/// Several results may share a folder, and templates layers.
std::vector<PlanNote> eachOnce(std::vector<PlanNote> notes)
{
    for (auto note = notes.begin(); note != notes.end();)
        note = std::find(notes.begin(), note, *note) == note ? note + 1 : notes.erase(note);
    return notes;
}

}  // namespace

SharePlanner::SharePlanner(std::span<const Chain> templates, const Chain* base, const ImageOptions& options,
                           Progress& progress, std::stop_token stop)
    : templates_(templates), given_(base), progress_(progress), stop_(std::move(stop))
{
    plan_.options = options;
}

SharePlan SharePlanner::run()
{
    if (holdTheirContent()) {
        lookAtTemplates();
        collectBases();
        compare();
        choose();
        nameFiles();
        layOutFinally();
        noteRelations();
    }
    listFiles();
    sumUpReturned();
    plan_.blockers = eachOnce(std::move(notes_.blockers));
    plan_.cautions = eachOnce(std::move(notes_.cautions));
    plan_.options.beside.clear();
    return std::move(plan_);
}

/// Where one of them does not, all stays as it is.
bool SharePlanner::holdTheirContent()
{
    bool hold = true;
    const auto look = [&](const Chain& chain) {
        chain.requireComplete();
        if (holdsItsContent(chain))
            return;
        noteImages(chain, notes_);
        hold = false;
    };
    if (given_)
        look(*given_);
    for (const Chain& chain : templates_)
        look(chain);
    if (hold)
        return true;
    for (const Chain& chain : templates_) {
        plan_.templatePaths.push_back(chain.top().path);
        for (const Layer& layer : chain.layers())
            staying_.insert(layer.status->identity);
    }
    return false;
}

std::uint64_t SharePlanner::clusterSize() const
{
    if (plan_.options.clusterSize != 0)
        return plan_.options.clusterSize;
    const ImageInfo& first = templates_.front().top().image->info();
    return first.clusterSize != 0 ? first.clusterSize : defaultClusterSize;
}

void SharePlanner::lookAtTemplates()
{
    for (const Chain& chain : templates_) {
        chain.requireComplete();
        plan_.templatePaths.push_back(chain.top().path);
    }
    notes_.blockers = templatesGivenTwice(templates_);
    for (const Chain& chain : templates_)
        lookAt(chain);
    if (!plan_.options.exact)
        return;
    disks_.resize(templates_.size());
    // Those without a backing image first: others may rest on them.
    for (const bool alone : {true, false}) {
        for (std::size_t index = 0; index < templates_.size(); ++index) {
            if ((templates_[index].layers().size() == 1) == alone)
                hashTemplate(index);
        }
    }
}

void SharePlanner::lookAt(const Chain& chain)
{
    noteImages(chain, notes_);
    ImagePlanner planner(chain, plan_.options, progress_, stop_);
    planner.readGuest(notes_);
    free_.push_back(planner.free());
    unknown_.push_back(planner.unknown());
    behind_.push_back(planner.behind());
    maps_.push_back(readLayerMaps(chain, MapDepth::Quick, progress_, stop_));
    const std::vector<LayerMap>& maps = maps_.back();
    stored_.push_back(visibleOf(maps).stored);
    hidden_.push_back(std::accumulate(maps.begin(), maps.end(), std::uint64_t{0},
                                      [](std::uint64_t sum, const LayerMap& map) { return sum + map.hidden.total(); }));
}

void SharePlanner::hashTemplate(std::size_t index)
{
    const Chain& chain = templates_[index];
    const HashedDisk* lowest = lowestOf(index);
    GuestRangeSet covered;
    if (lowest) {
        const VisibleLayers upper = visibleOf(std::span(maps_[index]).subspan(1));
        covered = unionOf(upper.stored, upper.zero);
    }
    const KnownContent known{lowest ? *lowest : disks_[index], covered};
    disks_[index] =
        hashDisk(chain, stored_[index], free_[index], clusterSize(), progress_, stop_, lowest ? &known : nullptr);
}

/// The lowest layer of a template, hashed once for all that rest on it; null where there is no such layer, or where
/// only this template would read it.
const HashedDisk* SharePlanner::lowestOf(std::size_t index)
{
    const auto lowest = [](const Chain& chain) { return keyOf(chain.layers().front()); };
    const Chain& chain = templates_[index];
    if (chain.layers().size() == 1)
        return nullptr;
    for (std::size_t other = 0; other < templates_.size(); ++other) {
        if (templates_[other].layers().size() == 1 && lowest(templates_[other]) == lowest(chain))
            return &disks_[other];
    }
    const auto readers = std::count_if(templates_.begin(), templates_.end(),
                                       [&](const Chain& other) { return lowest(other) == lowest(chain); });
    const bool isCandidate = !given_ || keyOf(given_->top()) == lowest(chain);
    if (readers == 1 && !isCandidate)
        return nullptr;
    const auto known = lowest_.find(lowest(chain));
    return known != lowest_.end() ? &known->second
                                  : &lowest_.emplace(lowest(chain), hashAll(chain.lower(1))).first->second;
}

GuestRangeSet SharePlanner::storedBy(const Chain& chain) const
{
    return visibleOf(readLayerMaps(chain, MapDepth::Quick, progress_, stop_)).stored;
}

HashedDisk SharePlanner::hashAll(const Chain& chain) const
{
    return hashDisk(chain, storedBy(chain), {}, clusterSize(), progress_, stop_);
}

SharePlan planShare(std::span<const Chain> templates, const Chain* base, const ImageOptions& options,
                    Progress& progress, std::stop_token stop)
{
    return SharePlanner(templates, base, options, progress, std::move(stop)).run();
}

}  // namespace engine
