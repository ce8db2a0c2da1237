#include "guest/partition_table.h"
#include "sparse_source.h"

#include <cstdlib>

using namespace engine;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

bool isInside(const GuestRange& range, std::uint64_t size)
{
    return range.length > 0 && fits(range.start.bytes(), range.length, size);
}

}  // namespace

/// Any answer is right but a crash, a hang, an exception, and ranges outside the disk or over each other.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::SparseSource disk(data, size);
    const PartitionTable table = readPartitionTable(disk);
    std::vector<GuestRange> used;
    for (const Partition& partition : table.partitions) {
        require(isInside(partition.range, disk.size()));
        used.push_back(partition.range);
    }
    for (const GuestRange& range : table.free.ranges())
        require(isInside(range, disk.size()));
    require(intersectionOf(table.free, GuestRangeSet::of(std::move(used))).empty());
    require(table.free.empty() || (!table.refusal && !table.caution));
    require(table.kind != PartitionTableKind::None || table.partitions.empty());
    return 0;
}
