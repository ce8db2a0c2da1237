#include "guest/volume_mapping.h"

#include "bytes/checked.h"

#include <algorithm>
#include <utility>

namespace engine {

namespace {

using Segment = VolumeMapping::Segment;

/// Where byte `inner` of a striped segment lies: the stripe, and the offset in it.
std::pair<std::size_t, std::uint64_t> place(const Segment& segment, std::uint64_t inner)
{
    const std::uint64_t chunk = inner / segment.stripeSize;
    const std::uint64_t count = segment.stripes.size();
    return {static_cast<std::size_t>(chunk % count), chunk / count * segment.stripeSize + inner % segment.stripeSize};
}

bool isLinear(const Segment& segment)
{
    return segment.stripes.size() == 1;
}

/// The pieces of [begin, end) of a segment, one stripe chunk after the other.
void visitSegment(const Segment& segment, std::uint64_t begin, std::uint64_t end,
                  const std::function<void(GuestRange)>& visit)
{
    if (isLinear(segment)) {
        visit({segment.stripes.front() + begin, end - begin});
        return;
    }
    while (begin < end) {
        const auto [stripe, offset] = place(segment, begin);
        const std::uint64_t length = std::min(end - begin, segment.stripeSize - begin % segment.stripeSize);
        visit({segment.stripes[stripe] + offset, length});
        begin += length;
    }
}

/// The same bytes in no order: whole turns over all stripes are one piece a stripe.
void visitStripes(const Segment& segment, std::uint64_t begin, std::uint64_t end,
                  const std::function<void(GuestRange)>& add)
{
    const std::uint64_t turn = segment.stripeSize * segment.stripes.size();
    if (isLinear(segment) || end - begin < 2 * turn) {
        visitSegment(segment, begin, end, add);
        return;
    }
    const std::uint64_t firstTurn = divideUp(begin, turn);
    const std::uint64_t lastTurn = end / turn;
    visitSegment(segment, begin, firstTurn * turn, add);
    for (const GuestOffset stripe : segment.stripes)
        add({stripe + firstTurn * segment.stripeSize, (lastTurn - firstTurn) * segment.stripeSize});
    visitSegment(segment, lastTurn * turn, end, add);
}

}  // namespace

VolumeMapping::VolumeMapping(GuestRange partition)
    : VolumeMapping(std::vector<Segment>{{partition.length, {partition.start}, 0}})
{
}

VolumeMapping::VolumeMapping(std::vector<Segment> segments) : segments_(std::move(segments))
{
    for (const Segment& segment : segments_) {
        starts_.push_back(size_);
        size_ += segment.length;
    }
}

template <class Visit>
void VolumeMapping::visitParts(VolumeRange range, Visit&& visit) const
{
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), range.start.bytes());
    auto index = static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - starts_.begin() - 1, 0));
    for (; index < segments_.size() && starts_[index] < range.end().bytes(); ++index) {
        const VolumeRange own{VolumeOffset(starts_[index]), segments_[index].length};
        const VolumeRange part = intersection(own, range);
        if (!part.empty())
            visit(segments_[index], part.start - own.start, part.end() - own.start);
    }
}

void VolumeMapping::visit(VolumeRange range, const std::function<void(GuestRange)>& visit) const
{
    visitParts(range, [&](const Segment& segment, std::uint64_t begin, std::uint64_t end) {
        visitSegment(segment, begin, end, visit);
    });
}

void VolumeMapping::visitPlaces(VolumeRange range, const std::function<void(GuestRange)>& visit) const
{
    visitParts(range, [&](const Segment& segment, std::uint64_t begin, std::uint64_t end) {
        visitStripes(segment, begin, end, visit);
    });
}

GuestRangeSet VolumeMapping::toDisk(const VolumeRangeSet& set) const
{
    std::vector<GuestRange> pieces;
    pieces.reserve(set.ranges().size());
    for (const VolumeRange& range : set.ranges())
        visitPlaces(range, [&pieces](GuestRange piece) { pieces.push_back(piece); });
    return GuestRangeSet::of(std::move(pieces));
}

std::optional<VolumeOffset> VolumeMapping::toVolume(GuestOffset offset) const
{
    for (std::size_t index = 0; index < segments_.size(); ++index) {
        const Segment& segment = segments_[index];
        const std::uint64_t count = segment.stripes.size();
        const std::uint64_t stripeLength = segment.length / count;
        for (std::size_t stripe = 0; stripe < count; ++stripe) {
            if (!GuestRange{segment.stripes[stripe], stripeLength}.contains(offset))
                continue;
            const std::uint64_t inner = offset - segment.stripes[stripe];
            if (isLinear(segment))
                return VolumeOffset(starts_[index] + inner);
            const std::uint64_t chunk = inner / segment.stripeSize * count + stripe;
            return VolumeOffset(starts_[index] + chunk * segment.stripeSize + inner % segment.stripeSize);
        }
    }
    return std::nullopt;
}

}  // namespace engine
