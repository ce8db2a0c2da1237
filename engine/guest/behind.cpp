#include "guest/behind.h"

namespace engine {

namespace {

constexpr std::uint64_t least = 1 << 20;

}  // namespace

GuestRangeSet behindFileSystems(const Guest& guest)
{
    std::vector<GuestRange> behind;
    for (const Volume& volume : guest.volumes) {
        const std::uint64_t end = volume.facts.length;
        const std::uint64_t size = volume.mapping.size();
        if (volume.trimmable() && end != 0 && end < size && size - end >= least)
            volume.mapping.visitPlaces({VolumeOffset(end), size - end},
                                       [&behind](GuestRange place) { behind.push_back(place); });
    }
    return differenceOf(differenceOf(GuestRangeSet::of(std::move(behind)), guest.unknown), guest.free);
}

}  // namespace engine
