#include "guest/layer_use.h"

#include "bytes/checked.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::uint64_t smallestCluster = 4 << 10;
constexpr std::uint64_t largestCluster = 2 << 20;
/// Extended L2 entries need clusters of 16 KiB (qcow2 specification, "Extended L2 Entries").
constexpr std::uint64_t smallestExtended = 16 << 10;

/// Raw files give space back in blocks of the file system below.
constexpr std::uint64_t rawUnit = 4 << 10;

std::uint64_t unitOf(const ImageInfo& info)
{
    return info.subclusterSize != 0 ? info.subclusterSize : rawUnit;
}

std::vector<ClusterSizeGain> clusterSizeGains(const GuestRangeSet& storedFree, const GuestRangeSet& free,
                                              std::uint64_t diskSize)
{
    std::vector<ClusterSizeGain> gains;
    const auto add = [&](std::uint64_t clusterSize, bool extended) {
        ClusterSizeGain gain{clusterSize, extended};
        gain.garbageBytes = intersectionOf(storedFree, roundInwards(free, gain.unit(), diskSize)).total();
        gains.push_back(gain);
    };
    for (std::uint64_t size = smallestCluster; size <= largestCluster; size *= 2)
        add(size, false);
    for (std::uint64_t size = smallestExtended; size <= largestCluster; size *= 2)
        add(size, true);
    return gains;
}

LayerUse layerUse(const Image& image, const ExtentMap& own, const GuestRangeSet& free)
{
    LayerUse use;
    const GuestRangeSet storedFree = own.storedIn(free);
    use.garbage = intersectionOf(storedFree, roundInwards(free, unitOf(image.info()), own.size()));
    use.fragmentationLossBytes = storedFree.total() - use.garbage.total();
    use.clusterSizes = clusterSizeGains(storedFree, free, own.size());
    return use;
}

}  // namespace

GuestRangeSet roundInwards(const GuestRangeSet& free, std::uint64_t unit, std::uint64_t diskSize)
{
    GuestRangeSet whole;
    for (const GuestRange& range : free.ranges()) {
        const auto start = checkedAlignUp(range.start.bytes(), unit);
        const std::uint64_t end = range.end().bytes() >= diskSize ? diskSize : alignDown(range.end().bytes(), unit);
        if (start)
            whole.append(GuestRange::between(GuestOffset(*start), GuestOffset(end)));
    }
    return whole;
}

std::vector<LayerUse> readLayerUse(const Chain& chain, std::span<const LayerMap> maps, const Guest& guest)
{
    std::vector<LayerUse> uses;
    for (std::size_t index = 0; index < maps.size(); ++index)
        uses.push_back(layerUse(*chain.layers()[index].image, maps[index].own, guest.free));
    return uses;
}

}  // namespace engine
