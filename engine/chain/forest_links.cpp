#include "chain/forest_links.h"

#include "chain/suspicions.h"

#include <algorithm>
#include <numeric>

namespace engine {

namespace {

namespace fs = std::filesystem;

std::uint64_t seconds(FileTime time)
{
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
}

/// A base that changed after its overlay was made gives other bytes than the overlay was made for.
void suspectNewerBase(ForestNode& overlay, const ForestNode& base)
{
    if (!overlay.status || !base.status)
        return;
    // A copy is born late, but keeps the time of its content.
    const FileTime made = std::min(overlay.status->born.value_or(overlay.status->modified), overlay.status->modified);
    if (base.status->modified > made)
        overlay.suspicions.push_back(
            {"backing.newer",
             {{"path", base.path.string()}, {"modified", seconds(base.status->modified)}, {"created", seconds(made)}}});
}

std::vector<std::size_t> orderByPath(const std::vector<ForestNode>& nodes)
{
    std::vector<std::size_t> order(nodes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&nodes](auto a, auto b) { return nodes[a].path < nodes[b].path; });
    return order;
}

std::vector<ForestNode> sorted(std::vector<ForestNode> nodes)
{
    const std::vector<std::size_t> order = orderByPath(nodes);
    std::vector<std::size_t> newIndex(nodes.size());
    for (std::size_t index = 0; index < order.size(); ++index)
        newIndex[order[index]] = index;
    std::vector<ForestNode> result;
    for (const std::size_t old : order) {
        result.push_back(std::move(nodes[old]));
        if (result.back().parent)
            result.back().parent = newIndex[*result.back().parent];
    }
    for (std::size_t index = 0; index < result.size(); ++index)
        if (result[index].parent)
            result[*result[index].parent].children.push_back(index);
    return result;
}

/// An image that backs itself gets no parent, so that it shows as a root.
void refuseLoop(ForestNode& node)
{
    node.state = LayerState::Refused;
    node.reason = Error(ErrorKind::Refused, "chain.loop", {{"name", node.path.string()}}).at(node.path);
    node.parent.reset();
}

}  // namespace

ForestNode nodeOf(const Layer& layer)
{
    ForestNode node;
    node.path = layer.path;
    node.format = layer.format;
    node.state = layer.state;
    node.reason = layer.reason;
    node.status = layer.status;
    node.suspicions = suspicionsOf(layer);
    if (layer.image) {
        const ImageInfo& info = layer.image->info();
        node.virtualSize = info.virtualSize;
        node.backingName = info.backing ? info.backing->name : std::string();
    }
    return node;
}

std::vector<ForestNode> backingsOf(const Layer& layer, LayerOpener& opener)
{
    std::vector<ForestNode> backings;
    for (auto below = opener.openBelow(layer); below; below = opener.openBelow(*below))
        backings.push_back(nodeOf(*below));
    return backings;
}

void ForestLinks::add(ScannedImage image)
{
    for (const ForestNode& backing : image.backings)
        if (backing.state == LayerState::Ok)
            namedFormats_[backing.status->identity] = backing.format;
    images_.push_back(std::move(image));
}

std::vector<ForestNode> ForestLinks::connect()
{
    for (ScannedImage& image : images_) {
        const auto named = image.node.status ? namedFormats_.find(image.node.status->identity) : namedFormats_.end();
        if (named == namedFormats_.end() || named->second == image.node.format)
            link(std::move(image));
    }
    cutLoops();
    cutDepth();
    suspect();
    return sorted(std::move(nodes_));
}

void ForestLinks::link(ScannedImage image)
{
    std::size_t above = place(std::move(image.node));
    for (ForestNode& backing : image.backings) {
        const std::size_t below = place(std::move(backing));
        if (below == above)
            refuseLoop(nodes_[above]);
        else
            nodes_[above].parent = below;
        above = below;
    }
}

std::size_t ForestLinks::place(ForestNode node)
{
    const std::size_t fresh = nodes_.size();
    const auto slot = node.status ? byIdentity_.try_emplace(node.status->identity, fresh).first->second
                                  : byPath_.try_emplace(node.path, fresh).first->second;
    if (slot == fresh) {
        nodes_.push_back(std::move(node));
        return slot;
    }
    // What an overlay shows about its base: how it is named.
    std::vector<Suspicion>& known = nodes_[slot].suspicions;
    for (Suspicion& suspicion : node.suspicions) {
        if (std::none_of(known.begin(), known.end(), [&](const auto& one) { return one.code == suspicion.code; }))
            known.push_back(std::move(suspicion));
    }
    return slot;
}

void ForestLinks::cutLoops()
{
    std::vector<std::size_t> visitedFrom(nodes_.size(), SIZE_MAX);
    for (std::size_t start = 0; start < nodes_.size(); ++start) {
        std::size_t at = start;
        while (visitedFrom[at] == SIZE_MAX) {
            visitedFrom[at] = start;
            if (!nodes_[at].parent)
                break;
            at = *nodes_[at].parent;
        }
        if (visitedFrom[at] != start || !nodes_[at].parent)
            continue;
        refuseLoop(nodes_[at]);
    }
}

void ForestLinks::cutDepth()
{
    std::vector<std::size_t> depth(nodes_.size(), 0);
    for (std::size_t start = 0; start < nodes_.size(); ++start) {
        std::vector<std::size_t> upwards;
        for (std::size_t at = start; depth[at] == 0; at = *nodes_[at].parent) {
            upwards.push_back(at);
            if (!nodes_[at].parent)
                break;
        }
        for (auto at = upwards.rbegin(); at != upwards.rend(); ++at) {
            ForestNode& node = nodes_[*at];
            depth[*at] = node.parent ? depth[*node.parent] + 1 : 1;
            if (depth[*at] <= maxChainDepth)
                continue;
            node.state = LayerState::Refused;
            node.reason = depthError(depth[*at]).at(node.path);
            node.parent.reset();
            depth[*at] = 1;
        }
    }
}

void ForestLinks::suspect()
{
    std::multimap<fs::path, std::size_t> byName;
    for (std::size_t index = 0; index < nodes_.size(); ++index)
        if (nodes_[index].status)
            byName.emplace(nodes_[index].path.filename(), index);
    for (ForestNode& node : nodes_) {
        if (node.parent)
            suspectNewerBase(node, nodes_[*node.parent]);
        if (node.state != LayerState::Missing)
            continue;
        const auto [first, last] = byName.equal_range(node.path.filename());
        for (auto candidate = first; candidate != last; ++candidate)
            node.suspicions.push_back({"backing.moved", {{"path", nodes_[candidate->second].path.string()}}});
    }
}

}  // namespace engine
