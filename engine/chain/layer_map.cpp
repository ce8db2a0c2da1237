#include "chain/layer_map.h"

#include "bytes/checked.h"
#include "bytes/parallel.h"

#include <algorithm>

namespace engine {

namespace {

/// Content is compared in pieces of this size; a multiple of every cluster size.
constexpr std::uint64_t compareChunk = 2ULL << 20;

/// Going down from the top: what the layers above hide of the next one.
void findHidden(std::vector<LayerMap>& maps)
{
    GuestRangeSet covered;
    std::uint64_t visible = maps.back().own.size();
    for (std::size_t index = maps.size(); index-- > 0;) {
        LayerMap& map = maps[index];
        visible = std::min(visible, map.own.size());
        if (index + 1 < maps.size())
            map.hidden = map.own.storedIn(covered);
        if (index > 0) {
            covered = unionOf(covered, map.own.allocated());
            covered = covered.restrictedTo({GuestOffset(0), visible});
            covered.append({GuestOffset(visible), INT64_MAX - visible});
        }
    }
}

std::uint64_t compressedHostBytes(const ExtentMap& map)
{
    std::uint64_t bytes = 0;
    for (const Extent& extent : map.extents())
        bytes += extent.storedLength;
    return bytes;
}

/// Appends the units of `range` in which both buffers are equal.
void appendEqualUnits(GuestRange range, std::uint64_t unit, std::span<const std::byte> a, std::span<const std::byte> b,
                      GuestRangeSet& equal)
{
    for (std::uint64_t at = 0; at < range.length;) {
        const std::uint64_t unitEnd = alignDown((range.start + at).bytes(), unit) + unit - range.start.bytes();
        const std::uint64_t length = std::min(range.length, unitEnd) - at;
        if (std::equal(a.begin() + static_cast<std::ptrdiff_t>(at),
                       a.begin() + static_cast<std::ptrdiff_t>(at + length),
                       b.begin() + static_cast<std::ptrdiff_t>(at)))
            equal.append({range.start + at, length});
        at += length;
    }
}

}  // namespace

std::uint64_t LayerMap::uniqueBytes(const GuestRangeSet& garbage) const
{
    GuestRangeSet missedByNobody = unionOf(hidden, garbage);
    if (duplicate)
        missedByNobody = unionOf(missedByNobody, *duplicate);
    return totals().stored() - missedByNobody.total();
}

std::vector<LayerMap> readLayerMaps(const Chain& chain, MapDepth depth, Progress& progress, std::stop_token stop)
{
    chain.requireComplete();
    const auto layers = chain.layers();
    std::vector<LayerMap> maps(layers.size());
    progress.total += layers.size();
    parallelFor(layers.size(), [&](std::size_t index) {
        const Image& image = *layers[index].image;
        LayerMap& map = maps[index];
        map.own = image.map({GuestOffset(0), image.info().virtualSize}, stop);
        map.compressedHostBytes = compressedHostBytes(map.own);
        if (depth == MapDepth::Exact)
            map.duplicate = index == 0 ? GuestRangeSet() : findDuplicates(chain, index, map.own, progress, stop);
        ++progress.done;
    });
    findHidden(maps);
    return maps;
}

std::vector<StorageUse> readStorageUse(const Chain& chain, Progress& progress, std::stop_token stop)
{
    chain.requireComplete();
    const auto layers = chain.layers();
    std::vector<StorageUse> storage(layers.size());
    progress.total += layers.size();
    parallelFor(layers.size(), [&](std::size_t index) {
        storage[index] = layers[index].image->storageUse(stop);
        ++progress.done;
    });
    return storage;
}

GuestRangeSet findDuplicates(const Chain& chain, std::size_t layer, const ExtentMap& own, Progress& progress,
                             std::stop_token stop)
{
    progress.total += own.totals().stored();
    const Image& image = *chain.layers()[layer].image;
    const Chain below = chain.lower(layer);
    const std::uint64_t belowSize = below.virtualSize();
    std::vector<std::byte> mine(compareChunk);
    std::vector<std::byte> theirs(compareChunk);
    GuestRangeSet equal;
    for (const Extent& extent : own.extents()) {
        if (!extent.isStored())
            continue;
        for (GuestOffset position = extent.start; position < extent.end();) {
            throwIfStopped(stop);
            const GuestOffset chunkEnd(alignDown(position.bytes(), compareChunk) + compareChunk);
            const Extent part = extent.within(GuestRange::between(position, std::min(chunkEnd, extent.end())));
            const auto a = std::span(mine).first(part.length);
            const auto b = std::span(theirs).first(part.length);
            image.read(part, a);
            const GuestRange inside = intersection(part.range(), GuestRange{GuestOffset(0), belowSize});
            below.read(inside.start, b.first(inside.length));
            std::fill(b.begin() + static_cast<std::ptrdiff_t>(inside.length), b.end(), std::byte{0});
            appendEqualUnits(part.range(), image.info().subclusterSize, a, b, equal);
            progress.done += part.length;
            position = part.end();
        }
    }
    return equal;
}

}  // namespace engine
