#include "plan/dependents.h"

#include "plan/file_names.h"
#include "plan/image_plan.h"
#include "storage/kept_name.h"

#include <algorithm>
#include <map>

namespace engine {

namespace {

/// Puts overlays to the layers of one chain; the chain's own are none of them.
class Collector {
public:
    explicit Collector(const Chain& chain) : layers_(chain.layers())
    {
        for (std::size_t index = 0; index < layers_.size(); ++index)
            index_.try_emplace(layers_[index].status->identity, index);
    }

    void add(const FileIdentity& backing, const std::filesystem::path& overlay, const FileStatus& status)
    {
        const auto layer = index_.find(backing);
        if (layer == index_.end())
            return;
        const std::size_t above = layer->second + 1;
        if (above < layers_.size() && layers_[above].status->identity == status.identity)
            return;
        found_.push_back({layer->second, overlay, status, isKeptName(overlay.filename().native())});
    }

    std::vector<Dependent> take() { return std::move(found_); }

private:
    std::span<const Layer> layers_;
    std::map<FileIdentity, std::size_t> index_;
    std::vector<Dependent> found_;
};

}  // namespace

OverlaySearch searchDependents(std::span<const Chain> chains, const ImageOptions& options, Progress& progress,
                               const std::stop_token& stop)
{
    std::vector<SoughtBacking> sought;
    std::vector<std::filesystem::path> folders;
    for (const Chain& chain : chains) {
        for (const Layer& layer : chain.layers()) {
            sought.push_back({layer.status->identity, layer.path});
            folders.push_back(canonicalPath(layer.path).parent_path());
            folders.push_back(std::filesystem::absolute(layer.path).parent_path());
        }
    }
    std::sort(folders.begin(), folders.end());
    folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
    const std::vector<std::filesystem::path> own = folders;
    folders.insert(folders.end(), options.searchFolders.begin(), options.searchFolders.end());
    if (options.searchBeside)
        addFoldersBeside(own, folders);
    return searchOverlays(sought, folders, progress, stop);
}

KnownDependents findDependents(const Chain& chain, const ImageOptions& options, Progress& progress,
                               const std::stop_token& stop)
{
    OverlaySearch search = searchDependents(std::span(&chain, 1), options, progress, stop);
    return {dependentsIn(search, chain), std::move(search.places)};
}

std::vector<Dependent> dependentsIn(const OverlaySearch& search, const Chain& chain)
{
    Collector collector(chain);
    for (const FoundOverlay& overlay : search.overlays)
        collector.add(overlay.backing, overlay.path, overlay.status);
    return collector.take();
}

std::vector<Dependent> dependentsIn(const Forest& forest, const Chain& chain)
{
    Collector collector(chain);
    for (const ForestNode& node : forest.nodes()) {
        if (!node.status)
            continue;
        for (const std::size_t child : node.children) {
            const ForestNode& overlay = forest.nodes()[child];
            collector.add(node.status->identity, overlay.path, overlay.status.value_or(FileStatus{}));
        }
    }
    return collector.take();
}

std::vector<FoundName> namesIn(const Forest& forest, const Chain& chain)
{
    namespace fs = std::filesystem;
    std::map<FileIdentity, std::vector<fs::path>> own;
    for (const Layer& layer : chain.layers()) {
        const std::vector<fs::path> way = namesOnTheWay(layer.path);
        std::vector<fs::path>& names = own[layer.status->identity];
        names.insert(names.end(), way.begin(), way.end());
    }
    std::vector<FoundName> others;
    const auto add = [&](const fs::path& given, const FileIdentity& file) {
        const fs::path path = inRealFolder(given);
        const std::vector<fs::path>& names = own.at(file);
        std::error_code vanished;
        if (std::find(names.begin(), names.end(), path) == names.end())
            others.push_back({path, file, fs::is_symlink(path, vanished)});
    };
    for (const ForestNode& node : forest.nodes()) {
        if (!node.status || !own.contains(node.status->identity))
            continue;
        add(node.path, node.status->identity);
        for (const fs::path& path : node.otherNames)
            add(path, node.status->identity);
    }
    return others;
}

std::vector<NeededLayer> neededLayers(const Chain& chain, const std::vector<Dependent>& dependents)
{
    std::vector<NeededLayer> needed;
    NeededLayer above;
    for (std::size_t layer = chain.layers().size(); layer-- > 0;) {
        above.layer = layer;
        for (const Dependent& dependent : dependents) {
            if (dependent.layer != layer || dependent.kept)
                continue;
            ++above.count;
            above.overlay = dependent.overlay;
        }
        if (above.count > 0)
            needed.push_back(above);
    }
    return needed;
}

Error::Values NeededLayer::values(const Chain& chain) const
{
    return {{"path", chain.layers()[layer].path.string()}, {"count", count}, {"overlay", overlay.string()}};
}

}  // namespace engine
