#include "plan/diagnosis/cluster_sizes.h"

namespace engine {

namespace {

constexpr std::uint64_t refcountBytes = 2;

/// Of L2 entries and refcounts; one refcount a cluster, whatever its subclusters.
std::uint64_t tableBytes(std::uint64_t stored, std::uint64_t clusterSize, bool extendedL2)
{
    return stored / clusterSize * ((extendedL2 ? 16 : 8) + refcountBytes);
}

}  // namespace

std::optional<BetterClusterSize> betterClusterSize(const Image& image, const LayerAccount& account, const LayerUse& use)
{
    const ImageInfo& info = image.info();
    if (info.clusterSize == 0)
        return std::nullopt;
    std::uint64_t stored = account.guest[Part::Live].total();
    for (const Part part : guestParts)
        stored += account.guest[part].total();
    const std::uint64_t tables = tableBytes(stored, info.clusterSize, info.subclusterSize != info.clusterSize);
    std::optional<BetterClusterSize> best;
    for (const ClusterSizeGain& gain : use.clusterSizes) {
        if (gain.extendedL2)
            continue;
        const auto more = static_cast<std::int64_t>(gain.garbageBytes) - static_cast<std::int64_t>(use.garbage.total());
        const auto cost = static_cast<std::int64_t>(tableBytes(stored, gain.clusterSize, false) - tables);
        if (more - cost > (best ? best->savedBytes : 0))
            best = {gain.clusterSize, more - cost};
    }
    return best;
}

}  // namespace engine
