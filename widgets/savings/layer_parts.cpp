#include "widgets/savings/layer_parts.h"

#include "guest/layer_use.h"
#include "image/external_data.h"
#include "plan/image_planner.h"

#include <algorithm>

namespace widgets {

using engine::Extent;
using engine::ExtentMap;
using engine::ExtentState;
using engine::GuestOffset;
using engine::GuestRange;
using engine::GuestRangeSet;

namespace {

/// The parts that are told apart by ranges, those first that win where ranges overlap. The rest is live.
constexpr std::array ranged{SavingPart::Hidden,  SavingPart::Garbage, SavingPart::Zero,    SavingPart::Duplicate,
                            SavingPart::Unknown, SavingPart::Behind,  SavingPart::Rounding};
using PartRanges = std::array<GuestRangeSet, savingPartCount>;

/// Of raw files: blocks of the file system below.
constexpr std::uint64_t rawUnit = 4096;

const engine::LayerMap& mapOf(const LayerPlace& place)
{
    return place.chain->maps[place.layer];
}

GuestRangeSet storedIn(const ExtentMap& map)
{
    return map.select({ExtentState::Data, ExtentState::Compressed});
}

/// What one chain thinks of the file's stored bytes.
PartRanges rangesOf(const LayerPlace& place, bool stays)
{
    PartRanges ranges;
    const auto set = [&](SavingPart part) -> GuestRangeSet& { return ranges[static_cast<std::size_t>(part)]; };
    set(SavingPart::Hidden) = mapOf(place).hidden;
    const engine::ImagePlan* image = place.chain->image;
    if (!image)
        return ranges;
    if (stays || place.layer < place.chain->firstMerged) {
        const std::uint64_t unit = place.chain->chain->layers()[place.layer].image->info().subclusterSize;
        set(SavingPart::Garbage) = roundInwards(image->free, unit ? unit : rawUnit, mapOf(place).own.size());
    } else {
        set(SavingPart::Garbage) = image->dropped.garbage;
        set(SavingPart::Zero) = image->dropped.zero;
        set(SavingPart::Duplicate) = image->dropped.duplicate;
    }
    set(SavingPart::Unknown) = image->unknown;
    set(SavingPart::Behind) = image->behind;
    set(SavingPart::Rounding) = image->free;
    return ranges;
}

/// A byte has the first part that every chain puts it into, or into one before.
PartRanges agreed(std::span<const LayerPlace> places, const GuestRangeSet& stored, bool stays)
{
    std::vector<PartRanges> ranges;
    for (const LayerPlace& place : places)
        ranges.push_back(rangesOf(place, stays));
    PartRanges result;
    std::vector<GuestRangeSet> upTo(places.size());
    GuestRangeSet left = stored;
    for (const SavingPart part : ranged) {
        const auto index = static_cast<std::size_t>(part);
        result[index] = left;
        for (std::size_t place = 0; place < places.size(); ++place) {
            upTo[place] = unionOf(upTo[place], ranges[place][index]);
            result[index] = intersectionOf(result[index], upTo[place]);
        }
        left = differenceOf(left, result[index]);
    }
    result[static_cast<std::size_t>(SavingPart::Live)] = std::move(left);
    return result;
}

/// Bytes in the file: as it is, and compressed.
std::pair<std::uint64_t, std::uint64_t> hostBytes(const ExtentMap& own, const GuestRangeSet& set,
                                                  std::uint64_t clusterSize)
{
    std::pair<std::uint64_t, std::uint64_t> bytes;
    if (set.empty())
        return bytes;
    auto range = set.ranges().begin();
    for (const Extent& extent : own.extents()) {
        if (!extent.isStored())
            continue;
        while (range != set.ranges().end() && range->end() <= extent.start)
            ++range;
        std::uint64_t length = 0;
        for (auto at = range; at != set.ranges().end() && at->start < extent.end(); ++at)
            length += intersection(extent.range(), *at).length;
        if (extent.state == ExtentState::Data)
            bytes.first += length;
        else if (length > 0)
            bytes.second += std::max<std::uint64_t>(1, extent.storedLength * length / clusterSize);
    }
    return bytes;
}

}  // namespace

PartBytes partsOfFile(std::span<const LayerPlace> places, bool stays)
{
    const engine::LayerMap& map = mapOf(places.front());
    const engine::Layer& layer = places.front().chain->chain->layers()[places.front().layer];
    const engine::StorageUse& storage = places.front().chain->storage[places.front().layer];
    const std::uint64_t clusterSize = std::max<std::uint64_t>(1, layer.image->info().clusterSize);
    const PartRanges ranges = agreed(places, storedIn(map.own), stays);
    PartBytes content{};
    PartBytes compressed{};
    // What an external data file holds is not in this one.
    for (std::size_t part = 0; part < savingPartCount && !engine::externalDataFile(*layer.image); ++part)
        std::tie(content[part], compressed[part]) = hostBytes(map.own, ranges[part], clusterSize);
    scaleTo(compressed, map.compressedHostBytes);
    for (std::size_t part = 0; part < savingPartCount; ++part)
        content[part] += compressed[part];

    PartBytes parts{};
    std::uint64_t left = layer.status->length;
    const auto take = [&](SavingPart part, std::uint64_t bytes) {
        const std::uint64_t taken = std::min(left, bytes);
        at(parts, part) += taken;
        left -= taken;
    };
    take(SavingPart::Metadata, storage.metadataBytes);
    take(SavingPart::Snapshots, storage.snapshotOnlyBytes);
    take(SavingPart::Leaked, storage.leakedBytes);
    // Host clusters can be shared by several guest clusters.
    if (sumOf(content) > left)
        scaleTo(content, left);
    for (std::size_t part = 0; part < savingPartCount; ++part)
        take(static_cast<SavingPart>(part), content[part]);
    at(parts, SavingPart::Other) += left;
    return parts;
}

PartBytes guestParts(const engine::ImagePlan& image, const GuestRangeSet& stored)
{
    const GuestRangeSet& data = image.result.data;
    const GuestRangeSet used = differenceOf(data, image.free);
    const GuestRangeSet unknown = intersectionOf(used, image.unknown);
    const GuestRangeSet behind = intersectionOf(intersectionOf(used, image.behind), stored);
    PartBytes parts{};
    at(parts, SavingPart::Unknown) = unknown.total();
    // What is stored only because something beside it is stored.
    at(parts, SavingPart::Behind) = behind.total();
    at(parts, SavingPart::Live) = intersectionOf(differenceOf(used, unknown), stored).total() - behind.total();
    at(parts, SavingPart::Rounding) = data.total() - sumOf(parts);
    return parts;
}

std::uint64_t metadataOf(const engine::ImagePlan& image)
{
    return engine::Qcow2Layout(image.result, qcow2Options(image)).metadataBytes();
}

PartBytes partsOfImage(const engine::ImagePlan& image, const GuestRangeSet& stored)
{
    const std::uint64_t metadata = metadataOf(image);
    const std::uint64_t content = image.fileLength - metadata;
    PartBytes parts = guestParts(image, stored);
    if (sumOf(parts) > content)
        scaleTo(parts, content);
    at(parts, SavingPart::Rounding) += content - sumOf(parts);
    at(parts, SavingPart::Metadata) = metadata;
    return parts;
}

GuestRangeSet visiblyStored(const PlannedChain& chain)
{
    GuestRangeSet visible;
    for (std::size_t layer = chain.firstMerged; layer < chain.maps.size(); ++layer) {
        const engine::LayerMap& map = chain.maps[layer];
        visible = unionOf(visible, differenceOf(storedIn(map.own), map.hidden));
    }
    return visible;
}

}  // namespace widgets
