#include "plan/doubtful_clusters.h"

#include "bytes/checked.h"
#include "plan/merge_exact.h"
#include "plan/merge_input.h"

namespace engine {

namespace {

/// The last cluster where the disk ends inside it, else nothing.
GuestRange cutCluster(std::uint64_t virtualSize, std::uint64_t clusterSize)
{
    const GuestOffset start(alignDown(virtualSize, clusterSize));
    return {start, virtualSize - start.bytes()};
}

}  // namespace

GuestRangeSet partlyUsedClusters(const GuestRangeSet& free, std::uint64_t virtualSize, std::uint64_t clusterSize)
{
    const GuestRangeSet used = free.complementIn({GuestOffset(0), virtualSize});
    const GuestRangeSet partly =
        intersectionOf(roundOutwards(free.restrictedTo({GuestOffset(0), virtualSize}), clusterSize, virtualSize),
                       roundOutwards(used, clusterSize, virtualSize));
    return unionOf(partly, GuestRangeSet::of({cutCluster(virtualSize, clusterSize)}));
}

void resolveDoubts(OverlayResult& overlay, const ContentSource& kept, const ContentSource& base,
                   const GuestRangeSet& free, Progress& progress, const std::stop_token& stop)
{
    ResultMap& result = overlay.result;
    ResultMap doubtful;
    doubtful.virtualSize = result.virtualSize;
    doubtful.clusterSize = result.clusterSize;
    doubtful.data = std::move(overlay.doubtful);
    doubtful.zero = result.zero.restrictedTo(cutCluster(result.virtualSize, result.clusterSize));
    result.zero = differenceOf(result.zero, doubtful.zero);
    const ContentFindings findings = refineByContent(doubtful, kept, &base, free, result.clusterSize, progress, stop);
    result.data = unionOf(result.data, doubtful.data);
    result.zero = unionOf(result.zero, doubtful.zero);
    result.solid = unionOf(result.solid, doubtful.solid);
    overlay.zeros = unionOf(overlay.zeros, findings.zeros);
    overlay.duplicates = unionOf(overlay.duplicates, findings.duplicates);
    overlay.dataDiskBytes += findings.dataDiskBytes;
    overlay.doubtful = {};
}

}  // namespace engine
