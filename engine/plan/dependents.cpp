#include "plan/dependents.h"

#include <algorithm>

namespace engine {

std::vector<Dependent> findDependents(const Chain& chain, const std::vector<std::filesystem::path>& folders,
                                      Progress& progress, std::stop_token stop)
{
    std::vector<std::filesystem::path> places = folders;
    for (const Layer& layer : chain.layers())
        places.push_back(std::filesystem::absolute(layer.path).parent_path());
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return dependentsIn(Forest::scan(places, {}, progress, std::move(stop)), chain);
}

std::vector<Dependent> dependentsIn(const Forest& forest, const Chain& chain)
{
    std::vector<Dependent> found;
    const auto layers = chain.layers();
    for (const ForestNode& node : forest.nodes()) {
        if (!node.status)
            continue;
        for (std::size_t index = 0; index < layers.size(); ++index) {
            if (layers[index].status->identity != node.status->identity)
                continue;
            for (const std::size_t child : node.children) {
                const ForestNode& overlay = forest.nodes()[child];
                const bool own = index + 1 < layers.size() && overlay.status &&
                                 overlay.status->identity == layers[index + 1].status->identity;
                if (!own)
                    found.push_back({index, overlay.path});
            }
        }
    }
    return found;
}

std::vector<NeededLayer> neededLayers(const Chain& chain, const std::vector<Dependent>& dependents)
{
    std::vector<NeededLayer> needed;
    NeededLayer above;
    for (std::size_t layer = chain.layers().size(); layer-- > 0;) {
        above.layer = layer;
        for (const Dependent& dependent : dependents) {
            if (dependent.layer != layer)
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
