#include "image/qcow2/preallocation.h"

#include "bytes/error.h"

#include <algorithm>

namespace engine::qcow2 {

namespace {

std::uint64_t usedClusters(std::span<const std::byte> block, std::uint64_t refcounts, unsigned refcountOrder)
{
    std::uint64_t used = 0;
    for (std::uint64_t index = 0; index < refcounts; ++index)
        used += refcountAt(block.data(), index, refcountOrder) != 0 ? 1 : 0;
    return used;
}

/// No writer does that; reading such a block again and again could take for ever.
bool namesABlockTwice(std::vector<std::uint64_t> table)
{
    std::erase(table, 0);
    std::sort(table.begin(), table.end());
    return std::adjacent_find(table.begin(), table.end()) != table.end();
}

}  // namespace

bool hasPreallocatedMetadata(const File& file, const Header& header)
try {
    const Geometry& geometry = header.geometry;
    const std::uint64_t realClusters = file.status().diskSize >> geometry.clusterBits;
    const std::uint64_t threshold = std::max(realClusters * 10 / 9, realClusters + 2);
    const std::uint64_t clusters = divideUp(file.length(), geometry.clusterSize());
    if (clusters < threshold)
        return false;

    const std::uint64_t perBlock = geometry.refcountsPerBlock();
    const auto table = readTable(file, header.refcountTableOffset, header.refcountTableBytes() / 8);
    if (namesABlockTwice(table))
        return false;
    std::vector<std::byte> block(geometry.clusterSize());
    std::uint64_t used = 0;
    for (std::uint64_t index = 0; index < table.size() && index * perBlock < clusters; ++index) {
        const std::uint64_t offset = table[index] & refcountTableOffsetMask;
        if (offset == 0)
            continue;
        if (!geometry.isClusterAligned(offset))
            return false;
        // Zeros only: nothing of that is in use.
        if (file.isHole({HostOffset(offset), block.size()}))
            continue;
        file.readPadded(offset, block);
        used += usedClusters(block, std::min(perBlock, clusters - index * perBlock), geometry.refcountOrder);
        if (used >= threshold)
            return true;
    }
    return false;
} catch (const Error&) {
    return false;
}

}  // namespace engine::qcow2
