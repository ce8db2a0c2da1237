#include "plan/shared_clusters.h"

#include "bytes/error.h"

#include <algorithm>
#include <unordered_map>

namespace engine {

namespace {

[[noreturn]] void throwInconsistent()
{
    throw Error(ErrorKind::InvalidArgument, "plan.inconsistent", {{"field", std::string("sharedClusters")}});
}

}  // namespace

SharedClusters::SharedClusters(const ResultMap& map)
{
    if (map.sharedClusters.empty())
        return;
    if (!map.compressedLengths.empty() || map.extendedL2)
        throwInconsistent();
    chooseLeaders(map);
    placeLeaders(map);
}

void SharedClusters::chooseLeaders(const ResultMap& map)
{
    // By the first cluster with that content: where the one that takes further followers stands in `leaders_`.
    std::unordered_map<std::uint64_t, std::size_t> current;
    std::unordered_map<std::uint64_t, std::uint64_t> roots;
    std::uint64_t before = 0;
    for (const auto& [cluster, earlier] : map.sharedClusters) {
        if (earlier >= cluster || (!roots.empty() && cluster <= before))
            throwInconsistent();
        before = cluster;
        const auto known = roots.find(earlier);
        const std::uint64_t root = known == roots.end() ? earlier : known->second;
        roots.emplace(cluster, root);
        const auto [place, isNew] = current.try_emplace(root, leaders_.size());
        if (isNew)
            leaders_.push_back({root});
        Leader& leader = leaders_[place->second];
        if (leader.refcount < maxRefcount16) {
            ++leader.refcount;
            followers_.push_back({cluster, leader.cluster});
        } else {
            place->second = leaders_.size();
            leaders_.push_back({cluster});
        }
    }
    std::sort(leaders_.begin(), leaders_.end(), [](const Leader& a, const Leader& b) { return a.cluster < b.cluster; });
}

void SharedClusters::placeLeaders(const ResultMap& map)
{
    auto follower = followers_.cbegin();
    auto leader = leaders_.begin();
    std::uint64_t stored = 0;  // clusters before the range, without followers
    for (const GuestRange& range : map.data.ranges()) {
        const std::uint64_t first = range.start.bytes() / map.clusterSize;
        const std::uint64_t end = (range.end().bytes() - 1) / map.clusterSize + 1;
        std::uint64_t followersHere = 0;
        for (; leader != leaders_.end() && leader->cluster < end; ++leader) {
            for (; follower != followers_.cend() && follower->cluster < leader->cluster; ++follower, ++followersHere)
                if (follower->cluster < first)
                    throwInconsistent();
            if (leader->cluster < first)
                throwInconsistent();
            leader->hostIndex = stored + (leader->cluster - first) - followersHere;
        }
        for (; follower != followers_.cend() && follower->cluster < end; ++follower, ++followersHere)
            if (follower->cluster < first)
                throwInconsistent();
        stored += end - first - followersHere;
    }
    if (follower != followers_.cend() || leader != leaders_.end())
        throwInconsistent();
}

const SharedClusters::Leader& SharedClusters::leaderOf(const Follower& follower) const
{
    return *std::partition_point(leaders_.begin(), leaders_.end(),
                                 [&](const Leader& leader) { return leader.cluster < follower.leader; });
}

}  // namespace engine
