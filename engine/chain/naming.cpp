#include "chain/naming.h"

#include <algorithm>

namespace engine {

namespace {

namespace fs = std::filesystem;

ChainOptions nothingBut(const ExpectedLayers& expected)
{
    ChainOptions options;
    options.format = expected.front().format;
    for (const ExpectedLayer& layer : expected) {
        options.policy.allow(layer.path);
        std::error_code failed;
        options.chosenFormats[fs::weakly_canonical(fs::absolute(layer.path), failed)] = layer.format;
    }
    return options;
}

Leads compare(const Chain& found, const ExpectedLayers& expected)
{
    const auto layers = found.layers();
    for (std::size_t depth = 0; depth < layers.size(); ++depth) {
        const Layer& layer = layers[layers.size() - 1 - depth];
        // What is not expected is refused unseen.
        std::error_code failed;
        if (!layer.status && (layer.state != LayerState::Refused || !fs::exists(layer.path, failed)))
            return Leads::Nowhere;
        if (depth >= expected.size() || !layer.status || layer.status->identity != expected[depth].identity)
            return Leads::Elsewhere;
    }
    return layers.size() == expected.size() ? Leads::Right : Leads::Elsewhere;
}

/// Where the name leads from one path of the overlay.
Leads leadsFrom(const fs::path& overlay, const std::string& name, const ExpectedLayers& backing)
{
    const fs::path resolved = OpenPolicy::resolve(name, overlay);
    if (backing.front().identity)
        return leadsTo(resolved, backing);
    return inRealFolder(resolved) == inRealFolder(backing.front().path) ? Leads::Right : Leads::Elsewhere;
}

/// QEMU's path_has_protocol: a colon before the first slash.
bool hasProtocol(const std::string& name)
{
    return name.find(':') < name.find('/');
}

std::string relativeName(const fs::path& backing, const fs::path& folder)
{
    std::string name = backing.lexically_relative(folder).string();
    return hasProtocol(name) ? "./" + name : name;
}

std::vector<std::string> candidates(std::span<const fs::path> overlays, const fs::path& backing, const NameWish& wish)
{
    std::error_code failed;
    // A base of several layers may be right only by the link that led to it.
    const fs::path places[] = {fs::weakly_canonical(fs::absolute(backing), failed), inRealFolder(backing)};
    std::vector<std::string> names;
    if (!hasProtocol(wish.old) && (!wish.absolute || wish.old.starts_with('/')))
        names.push_back(wish.old);
    for (const fs::path& overlay : overlays) {
        const fs::path folder = inRealFolder(overlay).parent_path();
        for (const fs::path& place : places) {
            if (!wish.absolute)
                names.push_back(relativeName(place, folder));
        }
    }
    for (const fs::path& place : places)
        names.push_back(place.string());
    return names;
}

}  // namespace

ExpectedLayers expectedLayers(const Chain& chain)
{
    ExpectedLayers expected;
    const auto layers = chain.layers();
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
        expected.push_back({inRealFolder(layer->path), layer->status->identity, layer->format});
    return expected;
}

Leads leadsTo(const fs::path& image, const ExpectedLayers& expected)
{
    std::error_code failed;
    if (!fs::is_regular_file(image, failed))
        return fs::exists(image, failed) ? Leads::Elsewhere : Leads::Nowhere;
    if (statusOf(image).identity != expected.front().identity)
        return Leads::Elsewhere;
    return compare(Chain::open(image, nothingBut(expected)), expected);
}

std::optional<std::string> nameOfBacking(std::span<const fs::path> overlays, const ExpectedLayers& backing,
                                         const NameWish& wish)
{
    const auto isRight = [&](const std::string& name) {
        return !name.empty() && name.size() <= wish.limit &&
               std::all_of(overlays.begin(), overlays.end(),
                           [&](const fs::path& overlay) { return leadsFrom(overlay, name, backing) == Leads::Right; });
    };
    const std::vector<std::string> names = candidates(overlays, backing.front().path, wish);
    const auto right = std::find_if(names.begin(), names.end(), isRight);
    return right != names.end() ? std::optional(*right) : std::nullopt;
}

}  // namespace engine
