#include "plan/qcow2_walk.h"

#include "bytes/checked.h"

#include <algorithm>

namespace engine {

namespace {

using Kind = Qcow2Piece::Kind;

constexpr std::uint64_t allSubclusters = 0xffff'ffff;

/// The bits of the subclusters that the ranges touch; the ranges are made of whole ones.
std::uint64_t bitsOf(std::span<const GuestRange> ranges, GuestRange cluster, std::uint64_t subclusterSize)
{
    std::uint64_t bits = 0;
    for (const GuestRange& range : ranges) {
        if (range.start >= cluster.end())
            break;
        const GuestRange part = intersection(range, cluster);
        if (part.empty())
            continue;
        const std::uint64_t first = (part.start - cluster.start) / subclusterSize;
        const std::uint64_t count = divideUp(part.length, subclusterSize);
        bits |= ((1ULL << count) - 1) << first;
    }
    return bits;
}

}  // namespace

Qcow2Walk::Qcow2Walk(const ResultMap& map, const SharedClusters& shared, HostOffset dataStart, HostOffset streamStart)
    : map_(map), shared_(shared), data_(map.data.ranges()), zero_(map.zero.ranges()), dataStart_(dataStart),
      dataEnd_(dataStart), streamStart_(streamStart), placer_(map.clusterSize)
{
}

std::optional<Qcow2Piece> Qcow2Walk::next()
{
    if (run_.clusters == 0 && !loadRun())
        return std::nullopt;
    if (run_.kind == Kind::Zero)
        return take(Kind::Zero, run_.clusters);
    if (!map_.compressedLengths.empty())
        return takeMaybeCompressed();
    if (!map_.sharedClusters.empty())
        return takeMaybeShared();
    return takeStored(run_.clusters);
}

bool Qcow2Walk::loadRun()
{
    skipPast(position_);
    if (data_.empty() && zero_.empty())
        return false;
    const bool zeroFirst = data_.empty() || (!zero_.empty() && zero_.front().start < data_.front().start);
    // Both may have begun before the position; then the rest of one of them starts there.
    const GuestRange& front = zeroFirst ? zero_.front() : data_.front();
    const GuestRange range = GuestRange::between(std::max(front.start, position_), front.end());
    const Kind kind = zeroFirst ? Kind::Zero : Kind::Stored;
    if (map_.extendedL2) {
        loadExtendedRun(range, kind);
    } else {
        const std::uint64_t first = range.start.bytes() / map_.clusterSize;
        run_ = {kind, kind == Kind::Stored, first, divideUp(range.end().bytes(), map_.clusterSize) - first};
    }
    position_ = GuestOffset((run_.firstCluster + run_.clusters) * map_.clusterSize);
    return true;
}

/// Whole clusters of one kind in a row, or one cluster that is a mixture.
void Qcow2Walk::loadExtendedRun(GuestRange range, Kind kind)
{
    const std::uint64_t first = range.start.bytes() / map_.clusterSize;
    const bool aligned = isAligned(range.start.bytes(), map_.clusterSize);
    const std::uint64_t whole = aligned ? range.length / map_.clusterSize : 0;
    if (whole > 0) {
        const bool stored = kind == Kind::Stored;
        run_ = {kind, stored, first, whole, {}, 0, stored ? allSubclusters : allSubclusters << 32};
        return;
    }
    const std::uint64_t bits = subclustersOf(first);
    const bool stored = (bits & allSubclusters) != 0;
    run_ = {stored ? Kind::Stored : Kind::Zero, stored, first, 1, {}, 0, bits};
}

void Qcow2Walk::skipPast(GuestOffset position)
{
    while (!data_.empty() && data_.front().end() <= position)
        data_ = data_.subspan(1);
    while (!zero_.empty() && zero_.front().end() <= position)
        zero_ = zero_.subspan(1);
}

std::uint64_t Qcow2Walk::subclustersOf(std::uint64_t cluster) const
{
    const GuestRange range{GuestOffset(cluster * map_.clusterSize), map_.clusterSize};
    return bitsOf(data_, range, map_.unit()) | bitsOf(zero_, range, map_.unit()) << 32;
}

Qcow2Piece Qcow2Walk::take(Kind kind, std::uint64_t clusters)
{
    Qcow2Piece piece = run_;
    piece.kind = kind;
    piece.clusters = clusters;
    run_.firstCluster += clusters;
    run_.clusters -= clusters;
    return piece;
}

Qcow2Piece Qcow2Walk::takeStored(std::uint64_t clusters)
{
    Qcow2Piece piece = take(Kind::Stored, clusters);
    piece.host = dataEnd_;
    dataEnd_ = dataEnd_ + clusters * map_.clusterSize;
    return piece;
}

Qcow2Piece Qcow2Walk::takeMaybeCompressed()
{
    const auto lengths = std::span(map_.compressedLengths).subspan(std::min(lengthAt_, map_.compressedLengths.size()));
    const auto left = lengths.first(std::min<std::uint64_t>(lengths.size(), run_.clusters));
    const auto asItIs = std::find_if(left.begin(), left.end(), [](std::uint32_t length) { return length != 0; });
    if (left.empty() || asItIs != left.begin()) {
        const auto clusters = left.empty() ? run_.clusters : static_cast<std::uint64_t>(asItIs - left.begin());
        lengthAt_ += clusters;
        return takeStored(clusters);
    }
    ++lengthAt_;
    Qcow2Piece piece = take(Kind::Compressed, 1);
    piece.compressedLength = left.front();
    piece.host = streamStart_ + placer_.place(piece.compressedLength);
    piece.copied = false;
    piece.subclusters = 0;
    return piece;
}

Qcow2Piece Qcow2Walk::takeMaybeShared()
{
    const auto leaders = shared_.leaders();
    const auto followers = shared_.followers();
    const std::uint64_t leader = leaderAt_ < leaders.size() ? leaders[leaderAt_].cluster : UINT64_MAX;
    const std::uint64_t follower = followerAt_ < followers.size() ? followers[followerAt_].cluster : UINT64_MAX;
    if (run_.firstCluster == follower) {
        Qcow2Piece piece = take(Kind::Shared, 1);
        piece.host = dataStart_ + shared_.leaderOf(followers[followerAt_++]).hostIndex * map_.clusterSize;
        piece.copied = false;
        return piece;
    }
    if (run_.firstCluster == leader) {
        Qcow2Piece piece = takeStored(1);
        piece.copied = leaders[leaderAt_++].refcount == 1;
        return piece;
    }
    return takeStored(std::min(run_.clusters, std::min(leader, follower) - run_.firstCluster));
}

}  // namespace engine
