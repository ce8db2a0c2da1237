#include "support/result_maps.h"

#include <algorithm>
#include <array>

namespace testsupport {

using engine::GuestOffset;
using engine::GuestRange;

namespace {

constexpr std::uint64_t blockBytes = 4096;
constexpr std::uint64_t sector = 512;
constexpr std::uint64_t mostBytes = 10 << 20;

enum class State { Data, Zero, None };

std::uint64_t mixed(std::uint64_t value)
{
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

State randomState(Random& random, const RandomResult& result)
{
    if (random.chance(45))
        return State::Data;
    return random.chance(result.backingSize > 0 ? 60 : 30) ? State::Zero : State::None;
}

void drawOptions(Random& random, RandomResult& result, const std::string& backingName)
{
    engine::ResultMap& map = result.map;
    map.extendedL2 = random.chance(30);
    map.clusterSize = 1ULL << random.between(map.extendedL2 ? 14 : 9, random.chance(15) ? 21 : 17);
    if (random.chance(50))
        result.options.compression =
            random.chance(50) ? engine::qcow2::CompressionType::Zlib : engine::qcow2::CompressionType::Zstd;
    const std::uint64_t clusters = random.between(1, std::clamp<std::uint64_t>(mostBytes / map.clusterSize, 1, 3000));
    map.virtualSize = clusters * map.clusterSize - random.below(map.clusterSize / sector) * sector;
    if (random.chance(50)) {
        result.options.backingName = backingName;
        result.options.backingFormat = "raw";
        result.backingSize = random.between(1, map.virtualSize / sector) * sector;
    }
}

/// Runs of units in changing states; some maps change at every unit.
void drawRuns(Random& random, RandomResult& result)
{
    engine::ResultMap& map = result.map;
    const std::uint64_t longestRun = random.pick(std::array{1, 1, 3, 40, 400});
    const bool wholeClusters = result.options.compression.has_value() || random.chance(20);
    std::uint64_t position = 0;
    while (position < map.virtualSize) {
        const bool atCluster = position % map.clusterSize == 0;
        State state = randomState(random, result);
        if (wholeClusters && !atCluster && state == State::Data)
            state = State::Zero;
        const std::uint64_t unit = wholeClusters && state == State::Data ? map.clusterSize : map.unit();
        const std::uint64_t length = std::min(random.between(1, longestRun) * unit, map.virtualSize - position);
        if (state == State::Data)
            map.data.append({GuestOffset(position), length});
        if (state == State::Zero)
            map.zero.append({GuestOffset(position), length});
        position += length;
    }
}

std::vector<std::uint64_t> clustersOf(const engine::ResultMap& map)
{
    std::vector<std::uint64_t> clusters;
    for (const GuestRange& range : map.data.ranges())
        for (std::uint64_t at = range.start.bytes(); at < range.end().bytes(); at += map.clusterSize)
            clusters.push_back(at / map.clusterSize);
    return clusters;
}

void drawSharing(Random& random, RandomResult& result)
{
    engine::ResultMap& map = result.map;
    if (map.extendedL2 || result.options.compression || random.chance(40))
        return;
    const std::vector<std::uint64_t> clusters = clustersOf(map);
    for (std::size_t i = 1; i < clusters.size(); ++i) {
        if (!random.chance(30))
            continue;
        const std::uint64_t earlier = clusters[random.below(i)];
        map.sharedClusters.emplace_back(clusters[i], earlier);
        result.content.alias(clusters[i], earlier, map.clusterSize);
    }
}

}  // namespace

void SeededContent::alias(std::uint64_t cluster, std::uint64_t earlier, std::uint64_t clusterSize)
{
    const auto known = aliases_.find(earlier);
    aliases_[cluster] = known == aliases_.end() ? earlier : known->second;
    clusterSize_ = clusterSize;
}

void SeededContent::read(GuestOffset offset, std::span<std::byte> out) const
{
    while (!out.empty()) {
        std::uint64_t position = offset.bytes();
        std::uint64_t here = std::min<std::uint64_t>(out.size(), blockBytes - position % blockBytes);
        if (clusterSize_ > 0) {
            here = std::min(here, clusterSize_ - position % clusterSize_);
            const auto known = aliases_.find(position / clusterSize_);
            if (known != aliases_.end())
                position = known->second * clusterSize_ + position % clusterSize_;
            here = std::min(here, blockBytes - position % blockBytes);
        }
        readBlock(position / blockBytes, position % blockBytes, out.first(here));
        out = out.subspan(here);
        offset = offset + here;
    }
}

void SeededContent::readBlock(std::uint64_t block, std::uint64_t from, std::span<std::byte> out) const
{
    const std::uint64_t key = mixed(seed_ ^ mixed(block));
    const unsigned kind = static_cast<unsigned>(key % 8);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::uint64_t word = (from + i) / 8;
        // Never a zero byte, but in blocks of zeros.
        const std::uint64_t value = kind < 4 ? mixed(key + word) : key >> (word % 7);
        const auto byte = static_cast<unsigned>(value >> ((from + i) % 8 * 8)) & 0xff;
        out[i] = std::byte(kind == 7 && zeros_ ? 0 : std::max(byte, 1U));
    }
}

RandomResult randomResult(std::uint64_t seed, const std::string& backingName)
{
    Random random(seed);
    RandomResult result;
    result.content = SeededContent(seed, random.chance(50));
    drawOptions(random, result, backingName);
    drawRuns(random, result);
    drawSharing(random, result);
    return result;
}

}  // namespace testsupport
