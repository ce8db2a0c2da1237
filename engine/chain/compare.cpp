#include "chain/compare.h"

#include "bytes/checked.h"
#include "bytes/parallel.h"
#include "chain/read_map.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>

namespace engine {

namespace {

/// A piece of work: large enough that a system call costs nothing beside it, small enough for the processor's cache.
constexpr std::uint64_t leastChunkBytes = 256 << 10;

/// Not below a cluster, so that no compressed cluster is unpacked twice.
std::uint64_t chunkBytesFor(const Chain& a, const Chain& b)
{
    std::uint64_t bytes = leastChunkBytes;
    for (const Chain* chain : {&a, &b})
        for (const Layer& layer : chain->layers())
            bytes = std::max(bytes, layer.image->info().clusterSize);
    return bytes;
}

/// Where a chain stores content: zeros and gaps of the map are left out.
std::vector<ReadMapEntry> storedEntries(const Chain& chain, std::stop_token stop)
{
    std::vector<ReadMapEntry> entries;
    visitReadMap(chain, stop, [&entries](const ReadMapEntry& entry) {
        if (!entry.zero)
            entries.push_back(entry);
    });
    return entries;
}

GuestRangeSet rangesOf(const std::vector<ReadMapEntry>& entries)
{
    GuestRangeSet set;
    for (const ReadMapEntry& entry : entries)
        set.append(entry.range);
    return set;
}

FileIdentity fileOf(const Chain& chain, const ReadMapEntry& entry)
{
    const auto layers = chain.layers();
    return layers[layers.size() - 1 - entry.depth].image->file().status().identity;
}

/// What both chains read from the same bytes of the same file: equal without a look.
GuestRangeSet sharedRanges(const Chain& a, const std::vector<ReadMapEntry>& inA, const Chain& b,
                           const std::vector<ReadMapEntry>& inB)
{
    GuestRangeSet shared;
    auto left = inA.begin();
    auto right = inB.begin();
    while (left != inA.end() && right != inB.end()) {
        const GuestRange common = intersection(left->range, right->range);
        const bool placed = left->host != Extent::nowhere && right->host != Extent::nowhere;
        if (!common.empty() && placed &&
            left->host + (common.start - left->range.start) == right->host + (common.start - right->range.start) &&
            fileOf(a, *left) == fileOf(b, *right))
            shared.append(common);
        if (left->range.end() < right->range.end())
            ++left;
        else
            ++right;
    }
    return shared;
}

std::vector<GuestRange> chunksOf(const GuestRangeSet& set, std::uint64_t chunkBytes)
{
    std::vector<GuestRange> chunks;
    for (const GuestRange& range : set.ranges())
        for (GuestOffset start = range.start; start < range.end();) {
            const GuestOffset boundary(alignDown(start.bytes(), chunkBytes) + chunkBytes);
            chunks.push_back(GuestRange::between(start, std::min(boundary, range.end())));
            start = chunks.back().end();
        }
    return chunks;
}

/// Reads what lies behind the end of the disk as zeros.
void readPadded(const Chain& chain, GuestRange range, std::span<std::byte> out)
{
    const GuestRange inside = intersection(range, GuestRange{GuestOffset(0), chain.virtualSize()});
    chain.read(inside.start, out.first(inside.length));
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(inside.length), out.end(), std::byte{0});
}

/// What both chains read; valid until the thread's next call.
std::pair<std::span<const std::byte>, std::span<const std::byte>> readBoth(const Chain& a, const Chain& b,
                                                                           GuestRange range)
{
    thread_local std::array<std::vector<std::byte>, 2> buffers;
    for (std::vector<std::byte>& buffer : buffers)
        buffer.resize(std::max<std::size_t>(buffer.size(), range.length));
    const auto left = std::span(buffers[0]).first(range.length);
    const auto right = std::span(buffers[1]).first(range.length);
    readPadded(a, range, left);
    readPadded(b, range, right);
    return {left, right};
}

std::optional<GuestOffset> differenceIn(const Chain& a, const Chain& b, GuestRange range)
{
    const auto [left, right] = readBoth(a, b, range);
    if (std::memcmp(left.data(), right.data(), range.length) == 0)
        return std::nullopt;
    const auto at = std::mismatch(left.begin(), left.end(), right.begin()).first - left.begin();
    return range.start + static_cast<std::uint64_t>(at);
}

void lowerTo(std::atomic<std::uint64_t>& minimum, std::uint64_t value)
{
    std::uint64_t seen = minimum;
    while (value < seen && !minimum.compare_exchange_weak(seen, value)) {
    }
}

std::vector<GuestRange> differencesIn(const Chain& a, const Chain& b, GuestRange range, std::uint64_t unit)
{
    const auto [left, right] = readBoth(a, b, range);
    std::vector<GuestRange> found;
    for (std::uint64_t at = 0; at < range.length;) {
        const std::uint64_t unitEnd = alignDown((range.start + at).bytes(), unit) + unit - range.start.bytes();
        const std::uint64_t length = std::min(range.length, unitEnd) - at;
        if (std::memcmp(left.data() + at, right.data() + at, length) != 0)
            found.push_back({range.start + at, length});
        at += length;
    }
    return found;
}

}  // namespace

GuestRangeSet differentPlaces(const Chain& a, const Chain& b, const std::stop_token& stop)
{
    const auto inA = storedEntries(a, stop);
    const auto inB = storedEntries(b, stop);
    return differenceOf(unionOf(rangesOf(inA), rangesOf(inB)), sharedRanges(a, inA, b, inB));
}

GuestRangeSet differentUnits(const Chain& a, const Chain& b, const GuestRangeSet& within, std::uint64_t unit,
                             Progress& progress, const std::stop_token& stop)
{
    const std::vector<GuestRange> chunks = chunksOf(within, chunkBytesFor(a, b));
    progress.total += within.total();
    std::vector<std::vector<GuestRange>> found(chunks.size());
    parallelFor(chunks.size(), [&](std::size_t index) {
        throwIfStopped(stop);
        found[index] = differencesIn(a, b, chunks[index], unit);
        progress.done += chunks[index].length;
    });
    GuestRangeSet set;
    for (const std::vector<GuestRange>& ranges : found)
        for (const GuestRange& range : ranges)
            set.append(range);
    return set;
}

std::optional<GuestOffset> firstDifference(const Chain& a, const Chain& b, Progress& progress, std::stop_token stop)
{
    const std::vector<GuestRange> chunks = chunksOf(differentPlaces(a, b, stop), chunkBytesFor(a, b));
    for (const GuestRange& chunk : chunks)
        progress.total += chunk.length;

    std::atomic<std::uint64_t> first = UINT64_MAX;
    parallelFor(chunks.size(), [&](std::size_t index) {
        throwIfStopped(stop);
        // Chunks are taken in order, but another thread may already have found one that comes before.
        if (chunks[index].start.bytes() < first)
            if (const auto difference = differenceIn(a, b, chunks[index]))
                lowerTo(first, difference->bytes());
        progress.done += chunks[index].length;
    });
    return first == UINT64_MAX ? std::nullopt : std::optional(GuestOffset(first));
}

}  // namespace engine
