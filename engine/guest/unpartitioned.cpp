#include "guest/unpartitioned.h"

namespace engine {

namespace {

constexpr std::uint64_t keptAtEachEnd = 1 << 20;

}  // namespace

GuestRangeSet coveredBy(std::span<const Partition> partitions)
{
    std::vector<GuestRange> ranges;
    for (const Partition& partition : partitions)
        ranges.push_back(partition.range);
    return GuestRangeSet::of(std::move(ranges));
}

GuestRangeSet unpartitioned(std::span<const Partition> partitions, GuestRange window, std::uint64_t diskSize)
{
    const GuestRangeSet covered = coveredBy(partitions);
    if (covered.empty() || diskSize <= 2 * keptAtEachEnd)
        return {};
    const GuestOffset first = std::max(covered.ranges().front().start, GuestOffset(keptAtEachEnd));
    const auto middle = GuestRange::between(first, GuestOffset(diskSize - keptAtEachEnd));
    return covered.complementIn(intersection(window, middle));
}

void requireDisjoint(std::vector<Partition>& partitions)
{
    std::stable_sort(partitions.begin(), partitions.end(),
                     [](const Partition& a, const Partition& b) { return a.range.start < b.range.start; });
    for (std::size_t i = 1; i < partitions.size(); ++i) {
        const Partition& before = partitions[i - 1];
        if (before.range.end() > partitions[i].range.start)
            throw Error(ErrorKind::Refused, "table.overlap",
                        {{"first", std::uint64_t{before.number}}, {"second", std::uint64_t{partitions[i].number}}});
    }
}

}  // namespace engine
