#include "plan/equal_clusters.h"

#include "bytes/error.h"
#include "bytes/parallel.h"

#include <algorithm>
#include <tuple>
#include <vector>
#include <xxhash.h>

namespace engine {

namespace {

struct HashedCluster {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::uint64_t cluster = 0;

    bool sameContent(const HashedCluster& other) const noexcept { return high == other.high && low == other.low; }
};

/// The numbers of all clusters that the data touches.
std::vector<HashedCluster> clustersOf(const ResultMap& result)
{
    std::vector<HashedCluster> clusters;
    for (const GuestRange& range : result.data.ranges()) {
        const std::uint64_t end = (range.end().bytes() + result.clusterSize - 1) / result.clusterSize;
        for (std::uint64_t cluster = range.start.bytes() / result.clusterSize; cluster < end; ++cluster)
            clusters.push_back({0, 0, cluster});
    }
    return clusters;
}

}  // namespace

void shareEqualClusters(ResultMap& result, const ContentSource& content, Progress& progress, std::stop_token stop)
{
    std::vector<HashedCluster> clusters = clustersOf(result);
    progress.total += result.data.total();
    constexpr std::size_t batch = 32;
    parallelFor((clusters.size() + batch - 1) / batch, [&](std::size_t index) {
        throwIfStopped(stop);
        std::vector<std::byte> buffer(result.clusterSize);
        for (std::size_t at = index * batch; at < std::min(clusters.size(), (index + 1) * batch); ++at) {
            const GuestOffset start(clusters[at].cluster * result.clusterSize);
            const std::uint64_t length = std::min(result.clusterSize, result.virtualSize - start.bytes());
            content.read(start, std::span(buffer).first(length));
            std::fill(buffer.begin() + static_cast<std::ptrdiff_t>(length), buffer.end(), std::byte{0});
            const XXH128_hash_t hash = XXH3_128bits(buffer.data(), buffer.size());
            clusters[at].high = hash.high64;
            clusters[at].low = hash.low64;
            progress.done += length;
        }
    });
    std::sort(clusters.begin(), clusters.end(), [](const HashedCluster& a, const HashedCluster& b) {
        return std::tie(a.high, a.low, a.cluster) < std::tie(b.high, b.low, b.cluster);
    });
    result.sharedClusters.clear();
    for (std::size_t at = 1, first = 0; at < clusters.size(); ++at) {
        if (clusters[at].sameContent(clusters[first]))
            result.sharedClusters.emplace_back(clusters[at].cluster, clusters[first].cluster);
        else
            first = at;
    }
    std::sort(result.sharedClusters.begin(), result.sharedClusters.end());
}

}  // namespace engine
