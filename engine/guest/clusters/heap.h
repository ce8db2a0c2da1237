#pragma once

#include "guest/volume_space.h"

#include <cstdint>

/// What FAT and exFAT have in common: files are chains of numbered clusters.
namespace engine::clusters {

/// The first cluster has this number; the table's entries before it describe the table.
inline constexpr std::uint32_t firstCluster = 2;

/// Clusters that follow each other.
struct Run {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// The part of a volume that is divided into clusters. Its numbers are checked: it lies inside the volume.
struct Heap {
    std::uint64_t start = 0;        ///< bytes
    std::uint64_t clusterSize = 0;  ///< bytes, a power of two
    std::uint32_t count = 0;

    constexpr bool contains(std::uint32_t cluster) const noexcept
    {
        return cluster >= firstCluster && cluster - firstCluster < count;
    }
    constexpr bool contains(std::uint32_t first, std::uint64_t clusters) const noexcept
    {
        return contains(first) && clusters <= count - (first - firstCluster);
    }
    constexpr VolumeRange range(std::uint32_t first, std::uint64_t clusters) const noexcept
    {
        return {VolumeOffset(start + std::uint64_t{first - firstCluster} * clusterSize), clusters * clusterSize};
    }
    constexpr VolumeRange range(Run run) const noexcept { return range(run.first, run.count); }
};

}  // namespace engine::clusters
