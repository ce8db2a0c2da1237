#include "plan/fleet.h"

#include "bytes/parallel.h"
#include "storage/kept_name.h"

#include <algorithm>

namespace engine {

namespace {

bool isReadable(LayerState state) noexcept
{
    return state == LayerState::Ok || state == LayerState::InUse;
}

bool isKept(const ForestNode& node)
{
    return isKeptName(node.path.filename().native());
}

/// What a run has kept of its originals is none, and makes none of what it rests on.
bool isTemplate(const Forest& forest, const ForestNode& node)
{
    return node.state != LayerState::Missing && !isKept(node) &&
           std::all_of(node.children.begin(), node.children.end(),
                       [&](std::size_t child) { return isKept(forest.nodes()[child]); });
}

/// Calls visit(node index) from a node down to its base.
template <class Visit>
void visitDown(const Forest& forest, std::size_t top, Visit&& visit)
{
    for (std::optional<std::size_t> at = top; at; at = forest.nodes()[*at].parent)
        visit(*at);
}

/// How many templates need each node.
std::vector<std::size_t> countUsers(const Forest& forest)
{
    std::vector<std::size_t> users(forest.nodes().size());
    for (std::size_t index = 0; index < users.size(); ++index)
        if (isTemplate(forest, forest.nodes()[index]))
            visitDown(forest, index, [&](std::size_t node) { ++users[node]; });
    return users;
}

FleetTemplate templateOf(const Forest& forest, std::size_t top, const std::vector<std::size_t>& users)
{
    const ForestNode& node = forest.nodes()[top];
    FleetTemplate found;
    found.path = node.path;
    found.format = node.format;
    found.virtualSize = node.virtualSize;
    found.state = node.state;
    found.reason = node.reason;
    visitDown(forest, top, [&](std::size_t index) {
        const ForestNode& layer = forest.nodes()[index];
        ++found.layers;
        if (isReadable(found.state) && !isReadable(layer.state)) {
            found.state = layer.state;
            found.reason = layer.reason;
        }
        if (!layer.status)
            return;
        found.chainLength += layer.status->length;
        found.chainDiskSize += layer.status->diskSize;
        if (users[index] > 1)
            return;
        found.ownLength += layer.status->length;
        found.ownDiskSize += layer.status->diskSize;
    });
    return found;
}

/// Looks at templates one by one; members may be called from several threads.
class Looker {
public:
    Looker(const Forest& forest, const ChainOptions& options, MapDepth depth, std::stop_token stop)
        : forest_(forest), options_(options), depth_(depth), stop_(std::move(stop)), users_(countUsers(forest))
    {
    }

    const std::vector<std::size_t>& users() const noexcept { return users_; }

    void look(FleetTemplate& one, std::size_t top, Progress& progress) const
    {
        throwIfStopped(stop_);
        if (!isReadable(one.state))
            return;
        try {
            const Chain chain = Chain::open(one.path, options_);
            take(one, top, readTemplateFigures(chain, forest_, depth_, progress, stop_));
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Cancelled)
                throw;
            one.reason = error;
        }
    }

private:
    void take(FleetTemplate& one, std::size_t top, const TemplateFigures& figures) const
    {
        std::uint64_t garbage = 0;
        std::uint64_t duplicates = 0;
        // The chain was opened again: below it may lie less than what the scan saw.
        std::size_t layer = figures.maps.size();
        visitDown(forest_, top, [&](std::size_t node) {
            if (layer == 0)
                return;
            --layer;
            if (users_[node] > 1)
                return;
            garbage += figures.uses[layer].garbage.total();
            duplicates += figures.maps[layer].duplicate ? figures.maps[layer].duplicate->total() : 0;
        });
        one.ownGarbageBytes = garbage;
        if (depth_ == MapDepth::Exact)
            one.ownDuplicateBytes = duplicates;
        one.standard = figures.standard;
        one.deep = figures.deep;
    }

    const Forest& forest_;
    const ChainOptions& options_;
    MapDepth depth_;
    std::stop_token stop_;
    std::vector<std::size_t> users_;
};

/// The nodes of the templates, by path.
std::vector<std::size_t> topsOf(const Forest& forest)
{
    std::vector<std::size_t> tops;
    for (std::size_t index = 0; index < forest.nodes().size(); ++index)
        if (isTemplate(forest, forest.nodes()[index]))
            tops.push_back(index);
    std::sort(tops.begin(), tops.end(),
              [&](std::size_t a, std::size_t b) { return forest.nodes()[a].path < forest.nodes()[b].path; });
    return tops;
}

}  // namespace

std::vector<FleetTemplate> templatesOf(const Forest& forest)
{
    const std::vector<std::size_t> users = countUsers(forest);
    std::vector<FleetTemplate> templates;
    for (const std::size_t top : topsOf(forest))
        templates.push_back(templateOf(forest, top, users));
    return templates;
}

FleetTotals totalsOf(const Forest& forest, const std::vector<FleetTemplate>& templates)
{
    FleetTotals totals;
    for (const ForestNode& node : forest.nodes()) {
        if (!node.status)
            continue;
        ++totals.files;
        totals.fileLength += node.status->length;
        totals.diskSize += node.status->diskSize;
    }
    totals.templates = templates.size();
    for (const FleetTemplate& one : templates) {
        totals.virtualSize += one.virtualSize;
        totals.garbageBytes += one.ownGarbageBytes.value_or(0);
        totals.standardSavedBytes += one.standard.bytes.value_or(0);
        totals.deepSavedBytes += one.deep.bytes.value_or(0);
        totals.bestSavedBytes += one.bestSaving().value_or(0);
        totals.standardReturnedBytes += one.standard.returned.value_or(0);
        totals.deepReturnedBytes += one.deep.returned.value_or(0);
        totals.bestReturnedBytes += one.bestReturn().value_or(0);
        totals.returnedExact = totals.returnedExact && one.standard.returnedExact && one.deep.returnedExact;
    }
    return totals;
}

FleetTemplate lookAt(const Forest& forest, FleetTemplate one, const ChainOptions& options, MapDepth depth,
                     Progress& progress, std::stop_token stop)
{
    const auto& nodes = forest.nodes();
    const auto top = std::lower_bound(nodes.begin(), nodes.end(), one.path,
                                      [](const ForestNode& node, const auto& path) { return node.path < path; });
    if (top != nodes.end() && top->path == one.path && isTemplate(forest, *top))
        Looker(forest, options, depth, std::move(stop))
            .look(one, static_cast<std::size_t>(top - nodes.begin()), progress);
    return one;
}

Fleet readFleet(const Forest& forest, const ChainOptions& options, MapDepth depth, Progress& progress,
                std::stop_token stop)
{
    Fleet fleet;
    const Looker looker(forest, options, depth, std::move(stop));
    const std::vector<std::size_t> tops = topsOf(forest);
    for (const std::size_t top : tops)
        fleet.templates.push_back(templateOf(forest, top, looker.users()));
    progress.total = tops.size();
    parallelFor(tops.size(), [&](std::size_t index) {
        Progress content;
        looker.look(fleet.templates[index], tops[index], content);
        ++progress.done;
    });
    fleet.totals = totalsOf(forest, fleet.templates);
    return fleet;
}

}  // namespace engine
