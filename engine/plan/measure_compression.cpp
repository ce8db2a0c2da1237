#include "plan/measure_compression.h"

#include "bytes/checked.h"
#include "bytes/error.h"
#include "bytes/parallel.h"
#include "plan/cluster_compressor.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>

namespace engine {

namespace {

constexpr std::uint64_t batchBytes = 1 << 20;

/// Consecutive clusters and the place of the first among all.
struct Batch {
    std::uint64_t firstCluster = 0;
    std::uint64_t clusters = 0;
    std::size_t index = 0;
};

std::uint64_t clustersIn(const GuestRange& range, std::uint64_t clusterSize)
{
    return divideUp(range.end().bytes(), clusterSize) - range.start.bytes() / clusterSize;
}

/// Hands out the clusters, to several threads.
class Batches {
public:
    explicit Batches(const ResultMap& map) : ranges_(map.data.ranges()), clusterSize_(map.clusterSize) {}

    std::optional<Batch> next()
    {
        const std::scoped_lock lock(mutex_);
        if (ranges_.empty())
            return std::nullopt;
        const GuestRange& range = ranges_.front();
        const std::uint64_t left = clustersIn(range, clusterSize_) - doneOfRange_;
        const std::uint64_t clusters = std::min(left, std::max<std::uint64_t>(1, batchBytes / clusterSize_));
        const Batch batch{range.start.bytes() / clusterSize_ + doneOfRange_, clusters, index_};
        index_ += clusters;
        doneOfRange_ += clusters;
        if (clusters == left) {
            ranges_ = ranges_.subspan(1);
            doneOfRange_ = 0;
        }
        return batch;
    }

private:
    std::mutex mutex_;
    std::span<const GuestRange> ranges_;
    std::uint64_t clusterSize_;
    std::uint64_t doneOfRange_ = 0;
    std::size_t index_ = 0;
};

}  // namespace

std::vector<std::uint32_t> measureCompression(const ContentSource& content, const ResultMap& map,
                                              qcow2::CompressionType type, Progress& progress,
                                              const std::stop_token& stop)
{
    std::uint64_t clusters = 0;
    for (const GuestRange& range : map.data.ranges())
        clusters += clustersIn(range, map.clusterSize);
    std::vector<std::uint32_t> lengths(clusters);
    progress.total += map.data.total();
    Batches batches(map);

    struct Worker {
        ClusterCompressor compressor;
        std::vector<std::byte> content;
        std::vector<std::byte> packed;
    };
    const auto measure = [&](Worker& worker, const Batch& batch) {
        throwIfStopped(stop);
        const std::uint64_t start = batch.firstCluster * map.clusterSize;
        const std::uint64_t bytes = std::min(batch.clusters * map.clusterSize, map.virtualSize - start);
        worker.content.assign(batch.clusters * map.clusterSize, std::byte{0});
        content.read(GuestOffset(start), std::span(worker.content).first(bytes));
        for (std::uint64_t i = 0; i < batch.clusters; ++i) {
            throwIfStopped(stop);
            const auto cluster = std::span(worker.content).subspan(i * map.clusterSize, map.clusterSize);
            lengths[batch.index + i] = static_cast<std::uint32_t>(worker.compressor.compress(cluster, worker.packed));
        }
        progress.done += bytes;
    };
    parallelWorkers([&]() -> std::function<bool()> {
        const auto worker =
            std::make_shared<Worker>(Worker{ClusterCompressor(type), {}, std::vector<std::byte>(map.clusterSize)});
        return [&, worker] {
            const auto batch = batches.next();
            if (batch)
                measure(*worker, *batch);
            return batch.has_value();
        };
    });
    return lengths;
}

}  // namespace engine
