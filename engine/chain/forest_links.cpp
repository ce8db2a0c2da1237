#include "chain/forest_links.h"

#include "chain/forest_names.h"
#include "chain/suspicions.h"
#include "image/probe.h"

#include <algorithm>
#include <numeric>
#include <span>

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

void suspectFormat(ForestNode& overlay, const fs::path& base, const std::string& named, const std::string& format)
{
    const Suspicion suspicion{"backing.format", {{"path", base.string()}, {"named", named}, {"format", format}}};
    const bool known = std::any_of(overlay.suspicions.begin(), overlay.suspicions.end(),
                                   [](const Suspicion& one) { return one.code == "backing.format"; });
    if (!known)
        overlay.suspicions.push_back(suspicion);
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

ScannedImage scannedImageOf(const Layer& layer, LayerOpener& opener,
                            const std::function<bool(const FileIdentity&)>& isScanned)
{
    ScannedImage image{nodeOf(layer), {}};
    for (auto below = opener.openBelow(layer); below; below = image.goesOn ? std::nullopt : opener.openBelow(*below)) {
        const bool raw = below->usable() && below->format == "raw";
        image.backings.push_back({nodeOf(*below), raw ? disguisedFormat(below->image->file()) : std::string_view()});
        // What is called raw has nothing below it, whatever its own look says.
        image.goesOn = below->usable() && !raw && isScanned(below->status->identity);
    }
    return image;
}

void ForestLinks::add(ScannedImage image)
{
    images_.push_back(std::move(image));
}

std::vector<ForestNode> ForestLinks::connect()
{
    images_ = joinNames(std::move(images_));
    decideFormats();
    for (const ScannedImage& image : images_)
        if (image.node.status && isDecided(image.node))
            scanned_.insert(image.node.status->identity);
    for (ScannedImage& image : images_)
        if (isDecided(image.node))
            link(std::move(image));
    cutLoops();
    cutDepth();
    suspect();
    return sorted(std::move(nodes_));
}

void ForestLinks::decideFormats()
{
    std::map<FileIdentity, std::string_view> looks;
    for (const ScannedImage& image : images_)
        if (image.node.status)
            looks[image.node.status->identity] = image.node.format;
    for (const ScannedImage& image : images_) {
        for (const ScannedImage::Backing& backing : image.backings) {
            if (backing.node.state != LayerState::Ok)
                continue;
            const FileIdentity& identity = backing.node.status->identity;
            if (!backing.disguise.empty())
                looks[identity] = backing.disguise;
            const auto [at, isNew] = formats_.try_emplace(identity, backing.node.format);
            if (!isNew && at->second != backing.node.format && looks[identity] == backing.node.format)
                at->second = backing.node.format;
        }
    }
    // Where nobody can read it by the format that he says, its own look is all there is.
    for (const ScannedImage& image : images_)
        if (image.node.status && image.node.state == LayerState::Ok)
            formats_.try_emplace(image.node.status->identity, image.node.format);
}

bool ForestLinks::isDecided(const ForestNode& node) const
{
    const auto format = node.status ? formats_.find(node.status->identity) : formats_.end();
    return format == formats_.end() || format->second == node.format;
}

void ForestLinks::link(ScannedImage image)
{
    const fs::path path = image.node.path;
    std::size_t above = place(std::move(image.node));
    // An overlay may have led here by another name.
    nodes_[above].path = path;
    for (ScannedImage::Backing& backing : image.backings) {
        const bool decided = isDecided(backing.node);
        const std::string named = backing.node.format;
        const std::size_t below = place(std::move(backing.node));
        if (below == above)
            refuseLoop(nodes_[above]);
        else
            nodes_[above].parent = below;
        const std::string& format =
            decided ? std::string(backing.disguise) : formats_.at(nodes_[below].status->identity);
        if (!format.empty() && below != above)
            suspectFormat(nodes_[above], nodes_[below].path, named, format);
        // What is below it there is none of its own; and an image that was scanned says itself on what it rests,
        // whatever the name by which an overlay leads to it.
        if (!decided || (nodes_[below].status && scanned_.contains(nodes_[below].status->identity)))
            break;
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
    ForestNode& known = nodes_[slot];
    // An overlay may have led here before the file itself was come across, and shows how it is named.
    std::move(node.otherNames.begin(), node.otherNames.end(), std::back_inserter(known.otherNames));
    for (Suspicion& suspicion : node.suspicions) {
        const auto isSame = [&](const Suspicion& one) { return one.code == suspicion.code; };
        if (std::none_of(known.suspicions.begin(), known.suspicions.end(), isSame))
            addSuspicion(known, std::move(suspicion));
    }
    if (!isDecided(known) && isDecided(node)) {
        known.format = node.format;
        known.state = node.state;
        known.reason = node.reason;
        known.virtualSize = node.virtualSize;
        known.backingName = node.backingName;
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
    std::map<fs::path, std::vector<std::size_t>> byName;
    for (std::size_t index = 0; index < nodes_.size(); ++index)
        if (nodes_[index].status)
            byName[nodes_[index].path.filename()].push_back(index);
    for (ForestNode& node : nodes_) {
        if (node.parent)
            suspectNewerBase(node, nodes_[*node.parent]);
        const auto found = node.state == LayerState::Missing ? byName.find(node.path.filename()) : byName.end();
        if (found != byName.end())
            suspectMoved(node, found->second);
    }
}

void ForestLinks::suspectMoved(ForestNode& node, const std::vector<std::size_t>& candidates) const
{
    const std::size_t listed = std::min(candidates.size(), mostSuspicions);
    for (const std::size_t candidate : std::span(candidates).first(listed))
        node.suspicions.push_back({"backing.moved", {{"path", nodes_[candidate].path.string()}}});
    addUnlisted(node, candidates.size() - listed);
}

}  // namespace engine
