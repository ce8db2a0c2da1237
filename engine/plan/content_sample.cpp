#include "plan/content_sample.h"

#include "chain/layer_map.h"
#include "guest/guest.h"
#include "plan/merge_input.h"
#include "storage/removed_files.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <set>

namespace engine {

namespace {

constexpr std::uint64_t sampleClusterSize = 64 << 10;
/// Of the smaller template, that two of a group have alike.
constexpr std::uint64_t likeness = 4;

/// Spreads cluster numbers evenly; the multiplier is 2^64 divided by the golden ratio.
bool isSampled(std::uint64_t cluster, unsigned shift) noexcept
{
    return shift == 0 || ((cluster + 1) * 0x9e3779b97f4a7c15ULL) >> (64 - shift) == 0;
}

unsigned shiftFor(std::uint64_t clusters) noexcept
{
    const std::uint64_t ratio = (clusters + sampledClusters - 1) / sampledClusters;
    return ratio <= 1 ? 0 : static_cast<unsigned>(std::bit_width(ratio - 1));
}

GuestRangeSet sampledOf(const GuestRangeSet& clusters, unsigned shift)
{
    GuestRangeSet sampled;
    for (const GuestRange& range : clusters.ranges())
        for (std::uint64_t at = range.start.bytes(); at < range.end().bytes(); at += sampleClusterSize)
            if (isSampled(at / sampleClusterSize, shift))
                sampled.append({GuestOffset(at), std::min(sampleClusterSize, range.end().bytes() - at)});
    return sampled;
}

FileIdentity ownerOf(const Chain& chain, const std::vector<GuestRangeSet>& stored, GuestRange cluster)
{
    for (std::size_t layer = stored.size(); layer-- > 0;)
        if (!stored[layer].restrictedTo(cluster).empty())
            return chain.layers()[layer].status->identity;
    return {};
}

/// Walks the clusters that both samples have.
template <class Visit>
void visitCommon(const ContentSample& a, const ContentSample& b, Visit&& visit)
{
    const unsigned shift = std::max(a.shift, b.shift);
    std::size_t right = 0;
    for (std::size_t left = 0; left < a.disk.clusters.size(); ++left) {
        const std::uint64_t number = a.disk.clusters[left].cluster;
        while (right < b.disk.clusters.size() && b.disk.clusters[right].cluster < number)
            ++right;
        if (right == b.disk.clusters.size())
            return;
        if (b.disk.clusters[right].cluster == number && isSampled(number, shift))
            visit(left, right);
    }
}

/// The files that store a content at a cluster, each with the shift of its sample.
using Units = std::map<std::pair<std::uint64_t, ContentHash>, std::map<FileIdentity, unsigned>>;

class GroupFinder {
public:
    GroupFinder(std::span<const ContentSample> samples, const std::stop_token& stop)
        : samples_(samples), stop_(stop), zero_(zeroHash(sampleClusterSize)), leader_(samples.size())
    {
        std::iota(leader_.begin(), leader_.end(), std::size_t{0});
        for (std::size_t index = 0; index < samples_.size(); ++index)
            for (const FileIdentity& file : samples_[index].files)
                users_[file].insert(index);
    }

    std::vector<SharingGroup> run()
    {
        joinAlike();
        std::map<std::size_t, SharingGroup> groups;
        for (std::size_t index = 0; index < samples_.size(); ++index)
            groups[leaderOf(index)].templates.push_back(index);
        std::vector<SharingGroup> found;
        for (auto& [leader, group] : groups) {
            if (group.templates.size() < 2)
                continue;
            pickBase(group);
            limitByDisk(group);
            if (group.gainBytes > 0)
                found.push_back(std::move(group));
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const SharingGroup& a, const SharingGroup& b) { return a.gainBytes > b.gainBytes; });
        return found;
    }

private:
    std::size_t leaderOf(std::size_t index)
    {
        while (leader_[index] != index)
            index = leader_[index] = leader_[leader_[index]];
        return index;
    }

    void joinAlike()
    {
        for (std::size_t a = 0; a < samples_.size(); ++a) {
            throwIfStopped(stop_);
            for (std::size_t b = a + 1; b < samples_.size(); ++b) {
                if (leaderOf(a) == leaderOf(b))
                    continue;
                const std::uint64_t smaller = std::min(samples_[a].storedBytes, samples_[b].storedBytes);
                if (smaller > 0 && equalBytes(samples_[a], samples_[b]) >= smaller / likeness)
                    leader_[leaderOf(b)] = leaderOf(a);
            }
        }
    }

    bool isOfGroup(const FileIdentity& file, const SharingGroup& group) const
    {
        const std::set<std::size_t>& users = users_.at(file);
        return std::includes(group.templates.begin(), group.templates.end(), users.begin(), users.end());
    }

    /// What each content of a place is stored by: files of the group alone, each with the coarsest sample it was seen
    /// in.
    Units unitsOf(const SharingGroup& group) const
    {
        Units units;
        for (const std::size_t index : group.templates) {
            const ContentSample& one = samples_[index];
            for (std::size_t at = 0; at < one.files.size(); ++at) {
                const HashedCluster& cluster = one.disk.clusters[at];
                if (cluster.kept == zero_ || !isOfGroup(one.files[at], group))
                    continue;
                unsigned& shift = units[{cluster.cluster, cluster.kept}][one.files[at]];
                shift = std::max(shift, one.shift);
            }
        }
        return units;
    }

    void pickBase(SharingGroup& group) const
    {
        const Units units = unitsOf(group);
        for (const std::size_t base : group.templates) {
            throwIfStopped(stop_);
            const std::uint64_t gain = gainOn(samples_[base], units);
            if (gain > group.gainBytes) {
                group.gainBytes = gain;
                group.base = base;
            }
        }
    }

    /// Blocks that files share on disk already take no space a second time.
    void limitByDisk(SharingGroup& group) const
    {
        std::set<FileIdentity> staying;
        for (const auto& [file, path] : samples_[group.base].layers)
            staying.insert(file);
        std::vector<std::filesystem::path> going;
        for (const std::size_t index : group.templates)
            for (const auto& [file, path] : samples_[index].layers)
                if (!staying.contains(file) && (!users_.contains(file) || isOfGroup(file, group)))
                    going.push_back(path);
        if (!going.empty())
            group.gainBytes = std::min(group.gainBytes, RemovedFiles(going, stop_).returned().bytes);
    }

    static std::uint64_t gainOn(const ContentSample& base, const Units& units)
    {
        const std::set<FileIdentity> kept(base.files.begin(), base.files.end());
        std::uint64_t gain = 0;
        for (const HashedCluster& cluster : base.disk.clusters) {
            const auto stored = units.find({cluster.cluster, cluster.kept});
            if (stored == units.end())
                continue;
            for (const auto& [file, shift] : stored->second)
                if (!kept.contains(file))
                    gain += sampleClusterSize << std::max(shift, base.shift);
        }
        return gain;
    }

    std::span<const ContentSample> samples_;
    std::stop_token stop_;
    ContentHash zero_;
    std::vector<std::size_t> leader_;
    std::map<FileIdentity, std::set<std::size_t>> users_;
};

}  // namespace

ContentSample sampleContent(const Chain& chain, Progress& progress, std::stop_token stop)
{
    chain.requireComplete();
    const std::vector<LayerMap> maps = readLayerMaps(chain, MapDepth::Quick, progress, stop);
    const GuestRangeSet free = readGuest(chain, {}, progress, stop).free;
    const GuestRangeSet clusters = roundOutwards(visibleOf(maps).stored, sampleClusterSize, chain.virtualSize());
    ContentSample sample;
    for (const Layer& layer : chain.layers())
        sample.layers.emplace_back(layer.status->identity, layer.path);
    sample.storedBytes = clusters.total();
    sample.shift = shiftFor(sample.storedBytes / sampleClusterSize);
    const GuestRangeSet sampled = sampledOf(clusters, sample.shift);
    progress.done = progress.total = 0;
    sample.disk = hashDisk(chain, sampled, free, sampleClusterSize, progress, std::move(stop));
    std::vector<GuestRangeSet> stored;
    for (const LayerMap& map : maps)
        stored.push_back(map.own.select({ExtentState::Data, ExtentState::Compressed}));
    for (const HashedCluster& cluster : sample.disk.clusters)
        sample.files.push_back(
            ownerOf(chain, stored, {GuestOffset(cluster.cluster * sampleClusterSize), sampleClusterSize}));
    return sample;
}

std::uint64_t equalBytes(const ContentSample& a, const ContentSample& b)
{
    const ContentHash zero = zeroHash(sampleClusterSize);
    std::uint64_t equal = 0;
    visitCommon(a, b, [&](std::size_t left, std::size_t right) {
        const ContentHash& content = a.disk.clusters[left].kept;
        equal += content == b.disk.clusters[right].kept && content != zero ? 1 : 0;
    });
    return (equal * sampleClusterSize) << std::max(a.shift, b.shift);
}

std::vector<SharingGroup> findSharingGroups(std::span<const ContentSample> samples, const std::stop_token& stop)
{
    return GroupFinder(samples, stop).run();
}

}  // namespace engine
