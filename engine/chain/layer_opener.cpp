#include "chain/layer_opener.h"

#include "image/probe.h"
#include "storage/image_lock.h"
#include "storage/local_name.h"

#include <algorithm>

namespace engine {

namespace {

LayerState stateFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
        return LayerState::Missing;
    case ErrorKind::Refused:
    case ErrorKind::Corrupt:
        return LayerState::Refused;
    default:
        return LayerState::Unreadable;
    }
}

void markBroken(Layer& layer, const Error& error)
{
    layer.state = stateFor(error.kind());
    layer.reason = error.path().empty() ? error.at(layer.path) : error;
}

}  // namespace

Error depthError(std::size_t layers)
{
    return Error(
        ErrorKind::Refused, "chain.tooDeep",
        {{"field", std::string("layers")}, {"value", std::uint64_t{layers}}, {"limit", std::uint64_t{maxChainDepth}}});
}

Layer LayerOpener::openTop(const std::filesystem::path& path)
{
    return openByPath(path, [&path] { return File::open(path); });
}

Layer LayerOpener::openScanned(const std::filesystem::path& path)
{
    return openByPath(path, [&] { return options_.policy.open(path, NameRole::BackingFile); });
}

Layer LayerOpener::openByPath(const std::filesystem::path& path, const std::function<File()>& open)
{
    Layer layer;
    layer.path = path;
    try {
        File file = open();
        layer.format = options_.format.empty() ? probeFormat(file) : options_.format;
        openInto(layer, std::move(file));
    } catch (const Error& error) {
        markBroken(layer, error);
    }
    return layer;
}

std::optional<Layer> LayerOpener::openBelow(const Layer& layer)
{
    if (!layer.usable() || !layer.image->info().backing)
        return std::nullopt;
    const BackingReference& backing = *layer.image->info().backing;
    Layer below;
    below.namedAs = backing.name;
    below.format = backing.format;
    below.path = backing.name;
    try {
        below.path = OpenPolicy::resolve(backing.name, layer.path);
        File file = options_.policy.open(below.path, NameRole::BackingFile);
        below.status = file.status();
        // What the header says goes before what the name says, as in QEMU.
        if (below.format.empty())
            below.format = localName(backing.name)->format;
        if (below.format.empty())
            below.format = formatOf(file, backing);
        openInto(below, std::move(file));
    } catch (const Error& error) {
        markBroken(below, error);
    }
    return below;
}

std::string LayerOpener::formatOf(const File& file, const BackingReference& backing) const
{
    // File::path is canonical for what the policy opened.
    if (const auto chosen = options_.chosenFormats.find(file.path()); chosen != options_.chosenFormats.end())
        return chosen->second;
    const std::string_view format = probeFormat(file);
    // A guest can write any signature into a raw disk, so that "it looks raw" proves nothing for the next time.
    if (format == "raw")
        throw Error(ErrorKind::Refused, "backing.formatUnknown", {{"name", backing.name}});
    return std::string(format);
}

void LayerOpener::openInto(Layer& layer, File file)
{
    layer.status = file.status();
    admit(file);
    const bool written = lockHolders(file).writer();
    layer.image = openImage(std::move(file), layer.path, layer.format, options_.policy);
    layer.format = layer.image->info().format;
    memoryBytes_ += layer.image->memoryBytes();
    if (memoryBytes_ > chainMemoryBudget) {
        layer.image.reset();
        throw Error(ErrorKind::Refused, "chain.memory", {{"value", memoryBytes_}, {"limit", chainMemoryBudget}});
    }
    if (const auto reason = layer.image->unreadable()) {
        layer.state = reason->kind() == ErrorKind::Refused ? LayerState::Refused : LayerState::Unreadable;
        layer.reason = reason;
    } else if (written) {
        layer.state = LayerState::InUse;
        layer.reason = Error(ErrorKind::InUse, "image.inUse").at(layer.path);
    }
}

void LayerOpener::admit(const File& file)
{
    const FileIdentity identity = file.status().identity;
    if (std::find(seen_.begin(), seen_.end(), identity) != seen_.end())
        throw Error(ErrorKind::Refused, "chain.loop", {{"name", file.path().string()}});
    if (seen_.size() >= maxChainDepth)
        throw depthError(seen_.size() + 1);
    seen_.push_back(identity);
}

}  // namespace engine
