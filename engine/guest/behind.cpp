#include "guest/behind.h"

namespace engine {

namespace {

constexpr std::uint64_t least = 1 << 20;

}  // namespace

GuestRangeSet behindFileSystems(const Guest& guest)
{
    GuestRangeSet behind;
    for (const Volume& volume : guest.volumes) {
        const std::uint64_t end = volume.facts.length;
        const std::uint64_t size = volume.mapping.size();
        if (volume.trimmable() && end != 0 && end < size && size - end >= least)
            behind = unionOf(behind, volume.mapping.toDisk(VolumeRangeSet::of({{VolumeOffset(end), size - end}})));
    }
    return differenceOf(differenceOf(behind, guest.unknown), guest.free);
}

}  // namespace engine
