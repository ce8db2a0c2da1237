#pragma once

#include "plan/shared_clusters.h"

#include <cstdint>

namespace engine {

/// Places compressed clusters one behind the other, byte after byte, in host clusters of their own. A refcount of 16
/// bits counts those that touch a host cluster; where it is full, the next one starts a new host cluster.
class CompressedPlacer {
public:
    explicit CompressedPlacer(std::uint64_t clusterSize) : clusterSize_(clusterSize) {}

    /// @param length in bytes, above 0, below the cluster size
    /// @returns where it starts, in bytes from the start of all
    std::uint64_t place(std::uint32_t length)
    {
        const std::uint64_t used = end_ % clusterSize_;
        if (used != 0 && references_ == maxRefcount16)
            end_ += clusterSize_ - used;
        const std::uint64_t start = end_;
        if (start % clusterSize_ == 0)
            references_ = 0;
        end_ += length;
        const bool crosses = (end_ - 1) / clusterSize_ != start / clusterSize_;
        references_ = crosses ? 1 : references_ + 1;
        return start;
    }

    /// Bytes up to the end of the last one.
    std::uint64_t end() const noexcept { return end_; }

private:
    std::uint64_t clusterSize_;
    std::uint64_t end_ = 0;
    std::uint64_t references_ = 0;  ///< to the host cluster in which the last one ends
};

}  // namespace engine
