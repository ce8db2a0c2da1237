#include "plan/hashed_disk.h"

#include "bytes/checked.h"
#include "bytes/parallel.h"
#include "plan/kept_content.h"
#include "plan/merge_input.h"

#include <algorithm>
#include <xxhash.h>

namespace engine {

namespace {

constexpr std::uint64_t diskBlock = 4 << 10;

ContentHash hashOf(std::span<const std::byte> bytes)
{
    const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.high64, hash.low64};
}

std::uint16_t blocksOf(std::span<const std::byte> bytes)
{
    std::uint16_t blocks = 0;
    for (std::size_t at = 0; at < bytes.size(); at += diskBlock)
        blocks = static_cast<std::uint16_t>(
            blocks + (isZero(bytes.subspan(at, std::min<std::size_t>(diskBlock, bytes.size() - at))) ? 0 : 1));
    return blocks;
}

void hashCluster(const Chain& chain, const GuestRangeSet& free, HashedCluster& cluster, std::span<std::byte> buffer)
{
    const GuestOffset start(cluster.cluster * buffer.size());
    const std::uint64_t length = std::min<std::uint64_t>(buffer.size(), chain.virtualSize() - start.bytes());
    chain.read(start, buffer.first(length));
    std::fill(buffer.begin() + static_cast<std::ptrdiff_t>(length), buffer.end(), std::byte{0});
    cluster.whole = hashOf(buffer);
    clear(free, start, buffer);
    cluster.kept = hashOf(buffer);
    cluster.diskBlocks = blocksOf(buffer);
}

/// Takes over what is known, and returns the indices of the clusters that have to be read.
std::vector<std::size_t> takeKnown(HashedDisk& disk, const GuestRangeSet& free, const KnownContent* known)
{
    std::vector<std::size_t> unread;
    const std::uint64_t end = known ? std::min(disk.virtualSize, known->disk.virtualSize) : 0;
    std::size_t at = 0;
    for (std::size_t index = 0; index < disk.clusters.size(); ++index) {
        HashedCluster& cluster = disk.clusters[index];
        while (known && at < known->disk.clusters.size() && known->disk.clusters[at].cluster < cluster.cluster)
            ++at;
        const GuestRange range{GuestOffset(cluster.cluster * disk.clusterSize), disk.clusterSize};
        const bool same = known && at < known->disk.clusters.size() &&
                          known->disk.clusters[at].cluster == cluster.cluster && range.end().bytes() <= end &&
                          known->disk.clusters[at].kept == known->disk.clusters[at].whole &&
                          known->covered.restrictedTo(range).empty() && free.restrictedTo(range).empty();
        if (same)
            cluster = known->disk.clusters[at];
        else
            unread.push_back(index);
    }
    return unread;
}

/// Walks two lists by cluster number; each gets null where only the other has the cluster.
template <class Visit>
void visitBoth(const HashedDisk& a, const HashedDisk& b, Visit&& visit)
{
    auto left = a.clusters.begin();
    auto right = b.clusters.begin();
    while (left != a.clusters.end() || right != b.clusters.end()) {
        const bool leftFirst =
            right == b.clusters.end() || (left != a.clusters.end() && left->cluster < right->cluster);
        const bool rightFirst =
            left == a.clusters.end() || (right != b.clusters.end() && right->cluster < left->cluster);
        visit(rightFirst ? nullptr : &*left, leftFirst ? nullptr : &*right);
        left += rightFirst ? 0 : 1;
        right += leftFirst ? 0 : 1;
    }
}

/// What one cluster of an overlay becomes.
class OverlayBuilder {
public:
    OverlayBuilder(const HashedDisk& disk, bool baseIsKept, const GuestRangeSet& partlyUsed)
        : zero_(zeroHash(disk.clusterSize)), baseIsKept_(baseIsKept), partlyUsed_(partlyUsed)
    {
        overlay_.result.virtualSize = *checkedAlignUp(disk.virtualSize, 512);
        overlay_.result.clusterSize = disk.clusterSize;
    }

    void add(const HashedCluster* mine, const HashedCluster* below)
    {
        const std::uint64_t number = mine ? mine->cluster : below->cluster;
        const GuestRange range = rangeOf(number);
        if (range.empty())
            return;
        const ContentHash kept = mine ? mine->kept : zero_;
        const ContentHash whole = mine ? mine->whole : zero_;
        const ContentHash base = below ? (baseIsKept_ ? below->kept : below->whole) : zero_;
        const bool zero = kept == zero_;
        if (kept == base || whole == base) {
            (zero ? overlay_.zeros : overlay_.duplicates).append(range);
        } else if (zero) {
            overlay_.zeros.append(range);
            overlay_.result.zero.append(range);
        } else if (below && !partlyUsed_.restrictedTo(range).empty()) {
            overlay_.doubtful.append(range);
        } else {
            overlay_.result.data.append(range);
            if (mine->diskBlocks * diskBlock == overlay_.result.clusterSize)
                overlay_.result.solid.append(range);
            overlay_.dataDiskBytes += mine->diskBlocks * std::min(diskBlock, overlay_.result.clusterSize);
        }
    }

    OverlayResult finish() { return std::move(overlay_); }

private:
    GuestRange rangeOf(std::uint64_t number) const
    {
        const GuestOffset start(number * overlay_.result.clusterSize);
        return intersection(GuestRange{start, overlay_.result.clusterSize},
                            GuestRange{GuestOffset(0), overlay_.result.virtualSize});
    }

    ContentHash zero_;
    bool baseIsKept_;
    const GuestRangeSet& partlyUsed_;
    OverlayResult overlay_;
};

struct Contender {
    std::uint32_t disk = 0;
    const HashedCluster* cluster = nullptr;
};

/// The content that most have, not zero, and had by at least two; null where there is none.
const Contender* mostCommon(std::vector<Contender>& contenders, ContentHash zero)
{
    std::sort(contenders.begin(), contenders.end(), [](const Contender& a, const Contender& b) {
        return a.cluster->kept != b.cluster->kept ? a.cluster->kept < b.cluster->kept : a.disk < b.disk;
    });
    const Contender* best = nullptr;
    std::size_t most = 1;
    for (std::size_t first = 0, at = 1; at <= contenders.size(); ++at) {
        if (at < contenders.size() && contenders[at].cluster->kept == contenders[first].cluster->kept)
            continue;
        if (at - first > most && contenders[first].cluster->kept != zero) {
            most = at - first;
            best = &contenders[first];
        }
        first = at;
    }
    return best;
}

}  // namespace

ContentHash zeroHash(std::uint64_t clusterSize)
{
    return hashOf(std::vector<std::byte>(clusterSize));
}

HashedDisk hashDisk(const Chain& chain, const GuestRangeSet& stored, const GuestRangeSet& free,
                    std::uint64_t clusterSize, Progress& progress, std::stop_token stop, const KnownContent* known)
{
    HashedDisk disk{chain.virtualSize(), clusterSize, {}};
    const GuestRangeSet clusters = roundOutwards(stored, clusterSize, disk.virtualSize);
    for (const GuestRange& range : clusters.ranges()) {
        for (std::uint64_t at = range.start.bytes(); at < range.end().bytes(); at += clusterSize)
            disk.clusters.push_back({at / clusterSize, {}, {}, 0});
    }
    const std::vector<std::size_t> unread = takeKnown(disk, free, known);
    progress.total += unread.size() * clusterSize;
    constexpr std::size_t batch = 32;
    parallelFor((unread.size() + batch - 1) / batch, [&](std::size_t index) {
        throwIfStopped(stop);
        std::vector<std::byte> buffer(clusterSize);
        for (std::size_t at = index * batch; at < std::min(unread.size(), (index + 1) * batch); ++at) {
            hashCluster(chain, free, disk.clusters[unread[at]], buffer);
            progress.done += clusterSize;
        }
    });
    return disk;
}

OverlayResult overlayOn(const HashedDisk& disk, const HashedDisk& base, bool baseIsKept,
                        const GuestRangeSet& partlyUsed)
{
    OverlayBuilder builder(disk, baseIsKept, partlyUsed);
    visitBoth(disk, base, [&](const HashedCluster* mine, const HashedCluster* below) { builder.add(mine, below); });
    return builder.finish();
}

std::uint64_t equalBytes(const HashedDisk& a, const HashedDisk& b)
{
    const ContentHash zero = zeroHash(a.clusterSize);
    std::uint64_t clusters = 0;
    visitBoth(a, b, [&](const HashedCluster* left, const HashedCluster* right) {
        clusters += left && right && left->kept == right->kept && left->kept != zero ? 1 : 0;
    });
    return clusters * a.clusterSize;
}

CommonBase commonBase(std::span<const HashedDisk> disks)
{
    CommonBase common;
    common.disk.clusterSize = disks.front().clusterSize;
    const ContentHash zero = zeroHash(common.disk.clusterSize);
    std::vector<std::size_t> next(disks.size());
    std::vector<Contender> contenders;
    for (;;) {
        std::uint64_t number = UINT64_MAX;
        for (std::size_t disk = 0; disk < disks.size(); ++disk) {
            if (next[disk] < disks[disk].clusters.size())
                number = std::min(number, disks[disk].clusters[next[disk]].cluster);
        }
        if (number == UINT64_MAX)
            break;
        contenders.clear();
        for (std::uint32_t disk = 0; disk < disks.size(); ++disk) {
            const auto& clusters = disks[disk].clusters;
            if (next[disk] < clusters.size() && clusters[next[disk]].cluster == number)
                contenders.push_back({disk, &clusters[next[disk]++]});
        }
        if (const Contender* best = mostCommon(contenders, zero)) {
            HashedCluster cluster = *best->cluster;
            cluster.whole = cluster.kept;
            common.disk.clusters.push_back(cluster);
            common.source.push_back(best->disk);
        }
    }
    for (const HashedDisk& disk : disks)
        common.disk.virtualSize = std::max(common.disk.virtualSize, disk.virtualSize);
    return common;
}

}  // namespace engine
