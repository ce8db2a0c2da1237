#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace engine::ntfs {

/// Clusters of a stream that follow each other on the volume, or a hole.
struct Run {
    static constexpr std::uint64_t nowhere = UINT64_MAX;

    std::uint64_t vcn = 0;  ///< first cluster in the stream
    std::uint64_t lcn = 0;  ///< first cluster on the volume, or nowhere
    std::uint64_t length = 0;

    bool isHole() const noexcept { return lcn == nowhere; }
};

/// Decodes the mapping pairs of one attribute record and appends them. They cover exactly the clusters
/// [lowestVcn, lowestVcn + clusters) of the stream, on a volume of `volumeClusters`. Throws
/// Error(Corrupt, "volume.contradiction") at `offset` otherwise.
void appendRuns(std::vector<Run>& runs, std::span<const std::byte> mappingPairs, std::uint64_t lowestVcn,
                std::uint64_t clusters, std::uint64_t volumeClusters, std::uint64_t offset);

}  // namespace engine::ntfs
