#include "chain/chain.h"

#include "chain/layer_opener.h"

#include <algorithm>

namespace engine {

std::string_view name(LayerState state) noexcept
{
    switch (state) {
    case LayerState::Ok:
        return "ok";
    case LayerState::Missing:
        return "missing";
    case LayerState::Refused:
        return "refused";
    case LayerState::Unreadable:
        return "unreadable";
    case LayerState::InUse:
        return "inUse";
    }
    return "unreadable";
}

Chain Chain::open(const std::filesystem::path& top, const ChainOptions& options)
{
    LayerOpener opener(options);
    std::vector<Layer> topFirst;
    topFirst.push_back(opener.openTop(top));
    while (const auto below = opener.openBelow(topFirst.back()))
        topFirst.push_back(*below);
    if (!options.snapshot.empty() && topFirst.front().usable())
        topFirst.front().image = topFirst.front().image->snapshot(options.snapshot);
    std::reverse(topFirst.begin(), topFirst.end());
    return Chain(std::move(topFirst));
}

bool Chain::complete() const noexcept
{
    return std::all_of(layers_.begin(), layers_.end(), [](const Layer& layer) { return layer.usable(); });
}

void Chain::requireComplete() const
{
    for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer)
        if (!layer->usable())
            throw *layer->reason;
}

Chain Chain::onTop(const Chain& below, Layer top)
{
    std::vector<Layer> layers = below.layers_;
    layers.push_back(std::move(top));
    return Chain(std::move(layers));
}

Chain Chain::lower(std::size_t count) const
{
    return Chain(std::vector<Layer>(layers_.begin(), layers_.begin() + static_cast<std::ptrdiff_t>(count)));
}

void Chain::read(GuestOffset offset, std::span<std::byte> out) const
{
    readFrom(layers_.size() - 1, {offset, out.size()}, out);
}

void Chain::readFrom(std::size_t layer, GuestRange range, std::span<std::byte> out) const
{
    const Image& image = *layers_[layer].image;
    const GuestRange inside = intersection(range, GuestRange{GuestOffset(0), image.info().virtualSize});
    // A short backing image reads as zero behind its end.
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(inside.length), out.end(), std::byte{0});
    image.map(inside, {}).visit(inside, [&](const Extent& extent) {
        const auto part = out.subspan(extent.start - range.start, extent.length);
        if (extent.isStored())
            image.read(extent, part);
        else if (extent.state == ExtentState::Unallocated && layer > 0)
            readFrom(layer - 1, extent.range(), part);
        else
            std::fill(part.begin(), part.end(), std::byte{0});
    });
}

void Chain::visitStored(GuestRange range, const StoredRunVisitor& visit) const
{
    visitStoredFrom(layers_.size() - 1, range, visit);
}

void Chain::visitStoredFrom(std::size_t layer, GuestRange range, const StoredRunVisitor& visit) const
{
    const Image& image = *layers_[layer].image;
    const GuestRange inside = intersection(range, GuestRange{GuestOffset(0), image.info().virtualSize});
    image.map(inside, {}).visit(inside, [&](const Extent& extent) {
        if (extent.state == ExtentState::Unallocated && layer > 0)
            return visitStoredFrom(layer - 1, extent.range(), visit);
        const File* file = extent.state == ExtentState::Data ? image.plainFile() : nullptr;
        const bool whole =
            file && extent.host.bytes() <= file->length() && extent.length <= file->length() - extent.host.bytes();
        visit({extent.range(), whole ? file : nullptr, extent.host});
    });
    if (inside.length < range.length)
        visit({GuestRange::between(inside.end(), range.end()), nullptr, {}});
}

}  // namespace engine
