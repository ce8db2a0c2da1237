#pragma once

#include "plan/result_map.h"

#include <cstdint>
#include <span>
#include <vector>

namespace engine {

/// What a refcount of 16 bits can count.
inline constexpr std::uint64_t maxRefcount16 = 65535;

/// Which clusters of a new image have no host cluster of their own. Where more share one than a refcount can count, a
/// later one is stored again and takes the rest. Memory follows the number of sharing clusters.
class SharedClusters {
public:
    /// A cluster that is stored, and that others refer to.
    struct Leader {
        std::uint64_t cluster = 0;
        std::uint64_t refcount = 1;
        std::uint64_t hostIndex = 0;  ///< its place among the stored clusters
    };
    struct Follower {
        std::uint64_t cluster = 0;
        std::uint64_t leader = 0;  ///< its cluster
    };

    SharedClusters() = default;
    /// Throws Error(InvalidArgument, "plan.inconsistent").
    explicit SharedClusters(const ResultMap& map);

    std::span<const Leader> leaders() const noexcept { return leaders_; }        ///< by cluster
    std::span<const Follower> followers() const noexcept { return followers_; }  ///< by cluster
    const Leader& leaderOf(const Follower& follower) const;

private:
    void chooseLeaders(const ResultMap& map);
    void placeLeaders(const ResultMap& map);

    std::vector<Leader> leaders_;
    std::vector<Follower> followers_;
};

}  // namespace engine
