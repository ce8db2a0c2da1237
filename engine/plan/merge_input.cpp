#include "plan/merge_input.h"

#include "bytes/checked.h"

#include <algorithm>

namespace engine {

VisibleLayers visibleOf(std::span<const LayerMap> layers)
{
    VisibleLayers visible;
    GuestRangeSet covered;
    std::uint64_t reach = layers.back().own.size();
    for (std::size_t index = layers.size(); index-- > 0;) {
        const ExtentMap& own = layers[index].own;
        if (own.size() < reach) {
            // Above the end of a lower layer a read ends in zeros, whatever lies further down.
            const GuestRangeSet beyond = GuestRangeSet::of({{GuestOffset(own.size()), reach - own.size()}});
            visible.zero = unionOf(visible.zero, differenceOf(beyond, covered));
            covered = unionOf(covered, beyond);
            reach = own.size();
        }
        const auto inReach = [&](GuestRangeSet set) {
            if (own.size() > reach)
                set = set.restrictedTo({GuestOffset(0), reach});
            return set;
        };
        const GuestRangeSet stored = inReach(own.select({ExtentState::Data, ExtentState::Compressed}));
        const GuestRangeSet zero = inReach(own.select({ExtentState::Zero}));
        visible.stored = unionOf(visible.stored, differenceOf(stored, covered));
        visible.zero = unionOf(visible.zero, differenceOf(zero, covered));
        // Scattered layers take much memory: nobody asks what the last one covers.
        if (index > 0)
            covered = unionOf(covered, unionOf(stored, zero));
    }
    return visible;
}

GuestRangeSet roundOutwards(const GuestRangeSet& set, std::uint64_t unit, std::uint64_t diskSize)
{
    const bool whole = std::ranges::all_of(set.ranges(), [&](const GuestRange& range) {
        return range.start.bytes() % unit == 0 && (range.end().bytes() % unit == 0 || range.end().bytes() == diskSize);
    });
    if (whole)
        return set;
    GuestRangeSet units;
    for (const GuestRange& range : set.ranges()) {
        const std::uint64_t start = alignDown(range.start.bytes(), unit);
        const std::uint64_t end = std::min(checkedAlignUp(range.end().bytes(), unit).value_or(diskSize), diskSize);
        units.append(GuestRange::between(GuestOffset(start), GuestOffset(end)));
    }
    return units;
}

ResultMap mergeQuickly(const MergeInput& input, std::uint64_t clusterSize, bool extendedL2, bool wholeClusters)
{
    ResultMap result;
    result.virtualSize = input.virtualSize;
    result.clusterSize = clusterSize;
    result.extendedL2 = extendedL2;
    const std::uint64_t unit = wholeClusters ? clusterSize : result.unit();
    const auto units = [&](const GuestRangeSet& set) { return roundOutwards(set, unit, input.virtualSize); };

    const auto& [stored, zero] = input.merged;
    result.data = units(differenceOf(stored, input.free));
    if (input.backing.empty())
        return result;
    const GuestRangeSet merged = unionOf(stored, zero);
    const GuestRangeSet shining = differenceOf(differenceOf(input.backing, merged), input.free);
    const GuestRangeSet besideLiveBacking = units(shining);
    const GuestRangeSet liveZeros = units(intersectionOf(differenceOf(zero, input.free), input.backing));
    const GuestRangeSet dropped = units(intersectionOf(intersectionOf(merged, input.free), input.backing));

    result.data = unionOf(result.data, intersectionOf(liveZeros, besideLiveBacking));
    result.zero = differenceOf(differenceOf(unionOf(liveZeros, dropped), result.data), besideLiveBacking);
    return result;
}

}  // namespace engine
