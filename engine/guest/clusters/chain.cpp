#include "guest/clusters/chain.h"

#include "guest/doubt.h"
#include "guest/free_ranges.h"

namespace engine::clusters {

void appendCluster(std::vector<Run>& runs, std::uint32_t cluster)
{
    if (!runs.empty() && cluster - runs.back().first == runs.back().count) {
        ++runs.back().count;
        return;
    }
    if (runs.size() >= mostFreeRanges)
        throw Error(ErrorKind::Refused, "volume.tooFragmented", {{"limit", mostFreeRanges}});
    runs.push_back({cluster, 1});
}

std::vector<Run> followChain(const LinkTable& table, const Heap& heap, Claims& claims, std::uint32_t first,
                             std::uint64_t owner)
{
    if (!heap.contains(first))
        throw contradiction("first cluster", owner);
    std::vector<Run> runs;
    for (std::uint32_t cluster = first;;) {
        if (!claims.claim({cluster, 1}))
            throw contradiction("crossed cluster chain", table.entryOffset(cluster));
        appendCluster(runs, cluster);
        const Link link = table.link(cluster);
        switch (link.kind) {
        case LinkKind::Next:
            cluster = link.next;
            break;
        case LinkKind::End:
            return runs;
        case LinkKind::Free:
            throw contradiction("open cluster chain", table.entryOffset(cluster));
        case LinkKind::Bad:
        case LinkKind::Reserved:
        case LinkKind::Outside:
            throw contradiction("broken cluster chain", table.entryOffset(cluster));
        }
    }
}

std::uint64_t countClusters(const std::vector<Run>& runs) noexcept
{
    std::uint64_t count = 0;
    for (const Run run : runs)
        count += run.count;
    return count;
}

std::vector<VolumeRange> rangesOf(const Heap& heap, const std::vector<Run>& runs)
{
    std::vector<VolumeRange> ranges;
    ranges.reserve(runs.size());
    for (const Run run : runs)
        ranges.push_back(heap.range(run));
    return ranges;
}

std::uint64_t total(const std::vector<VolumeRange>& ranges) noexcept
{
    std::uint64_t bytes = 0;
    for (const VolumeRange& range : ranges)
        bytes += range.length;
    return bytes;
}

}  // namespace engine::clusters
