#include "bytes/extent_map.h"

#include <algorithm>

namespace engine {

std::string_view name(ExtentState state) noexcept
{
    switch (state) {
    case ExtentState::Unallocated:
        return "unallocated";
    case ExtentState::Zero:
        return "zero";
    case ExtentState::Data:
        return "data";
    case ExtentState::Compressed:
        return "compressed";
    }
    return "unallocated";
}

namespace {

bool continues(const Extent& last, const Extent& next)
{
    if (last.state != next.state || last.end() != next.start || last.state == ExtentState::Compressed)
        return false;
    return last.hasHost() ? last.host + last.length == next.host : !next.hasHost();
}

}  // namespace

void ExtentMap::append(Extent extent)
{
    extent = extent.within(GuestRange{GuestOffset(0), size_});
    if (extent.length == 0 || (extent.state == ExtentState::Unallocated && !extent.hasHost()))
        return;
    if (!extents_.empty() && continues(extents_.back(), extent))
        extents_.back().length += extent.length;
    else
        extents_.push_back(extent);
}

std::vector<Extent>::const_iterator ExtentMap::firstEndingAfter(GuestOffset offset) const
{
    return std::partition_point(extents_.begin(), extents_.end(),
                                [offset](const Extent& extent) { return extent.end() <= offset; });
}

Extent ExtentMap::at(GuestOffset offset) const
{
    const auto found = firstEndingAfter(offset);
    const GuestOffset end = found == extents_.end() ? GuestOffset(size_) : found->start;
    if (found == extents_.end() || found->start > offset)
        return Extent{offset, end - offset};
    return found->within(GuestRange::between(offset, found->end()));
}

ExtentMap ExtentMap::restrictedTo(GuestRange window) const
{
    ExtentMap result(size_);
    visit(window, [&](const Extent& extent) { result.append(extent); });
    return result;
}

ExtentMap ExtentMap::intersectedWith(const GuestRangeSet& set) const
{
    ExtentMap result(size_);
    auto extent = extents_.begin();
    auto range = set.ranges().begin();
    while (extent != extents_.end() && range != set.ranges().end()) {
        if (!intersection(extent->range(), *range).empty())
            result.append(extent->within(*range));
        if (extent->end() < range->end())
            ++extent;
        else
            ++range;
    }
    return result;
}

ExtentMap ExtentMap::without(const GuestRangeSet& set) const
{
    return intersectedWith(set.complementIn(GuestRange{GuestOffset(0), size_}));
}

ExtentMap overlay(const ExtentMap& upper, const ExtentMap& lower)
{
    ExtentMap result(upper.size_);
    upper.visit(GuestRange{GuestOffset(0), upper.size_}, [&](const Extent& extent) {
        if (extent.state != ExtentState::Unallocated)
            result.append(extent);
        else
            lower.visit(extent.range(), [&](const Extent& below) { result.append(below); });
    });
    return result;
}

GuestRangeSet ExtentMap::select(std::initializer_list<ExtentState> states) const
{
    unsigned wanted = 0;
    for (const ExtentState state : states)
        wanted |= 1U << static_cast<unsigned>(state);
    GuestRangeSet set;
    for (const Extent& extent : extents_)
        if ((wanted >> static_cast<unsigned>(extent.state)) & 1U)
            set.append(extent.range());
    return std::move(set).finished();
}

GuestRangeSet ExtentMap::storedIn(const GuestRangeSet& set) const
{
    GuestRangeSet stored;
    auto range = set.ranges().begin();
    for (const Extent& extent : extents_) {
        if (!extent.isStored())
            continue;
        while (range != set.ranges().end() && range->end() <= extent.start)
            ++range;
        for (auto at = range; at != set.ranges().end() && at->start < extent.end(); ++at)
            stored.append(intersection(extent.range(), *at));
    }
    return std::move(stored).finished();
}

GuestRangeSet ExtentMap::allocated() const
{
    return select({ExtentState::Zero, ExtentState::Data, ExtentState::Compressed});
}

ExtentTotals ExtentMap::totals() const
{
    ExtentTotals totals;
    std::uint64_t named = 0;
    for (const Extent& extent : extents_) {
        totals.bytes[static_cast<std::size_t>(extent.state)] += extent.length;
        named += extent.length;
    }
    totals.bytes[static_cast<std::size_t>(ExtentState::Unallocated)] += size_ - named;
    return totals;
}

}  // namespace engine
