#pragma once

#include "plan/compressed_placer.h"
#include "plan/result_map.h"
#include "plan/shared_clusters.h"

#include <cstdint>
#include <optional>
#include <span>

namespace engine {

/// Consecutive guest clusters of a new qcow2 image that are described in one way.
struct Qcow2Piece {
    enum class Kind : std::uint8_t {
        Zero,        ///< an entry without a host cluster
        Stored,      ///< host clusters in a row; with extended L2 perhaps only some subclusters of each
        Shared,      ///< one cluster, on the host cluster of an earlier one
        Compressed,  ///< one cluster
    };
    Kind kind = Kind::Zero;
    bool copied = false;  ///< the refcount of each host cluster is 1
    std::uint64_t firstCluster = 0;
    std::uint64_t clusters = 0;
    HostOffset host{};                   ///< where the first one starts; Zero: 0
    std::uint32_t compressedLength = 0;  ///< bytes
    std::uint64_t subclusters = 0;       ///< extended L2: the allocation bitmap of each
};

/// Goes through a ResultMap in guest order and gives everything its place: stored clusters in a row from `dataStart`,
/// compressed ones packed from `streamStart`. Constant memory; the map and the sharing outlive it.
class Qcow2Walk {
public:
    Qcow2Walk(const ResultMap& map, const SharedClusters& shared, HostOffset dataStart, HostOffset streamStart);

    std::optional<Qcow2Piece> next();

    /// Behind what was placed so far.
    HostOffset dataEnd() const noexcept { return dataEnd_; }
    HostOffset streamEnd() const noexcept { return streamStart_ + placer_.end(); }
    std::size_t lengthsUsed() const noexcept { return lengthAt_; }

private:
    bool loadRun();
    void loadExtendedRun(GuestRange range, Qcow2Piece::Kind kind);
    void skipPast(GuestOffset position);
    std::uint64_t subclustersOf(std::uint64_t cluster) const;
    Qcow2Piece takeStored(std::uint64_t clusters);
    Qcow2Piece takeMaybeCompressed();
    Qcow2Piece takeMaybeShared();
    Qcow2Piece take(Qcow2Piece::Kind kind, std::uint64_t clusters);

    const ResultMap& map_;
    const SharedClusters& shared_;
    std::span<const GuestRange> data_;  ///< what is left
    std::span<const GuestRange> zero_;
    GuestOffset position_;  ///< everything before is in a run
    Qcow2Piece run_;        ///< what is left of clusters of one kind, not placed yet
    HostOffset dataStart_;
    HostOffset dataEnd_;
    HostOffset streamStart_;
    CompressedPlacer placer_;
    std::size_t lengthAt_ = 0;
    std::size_t leaderAt_ = 0;
    std::size_t followerAt_ = 0;
};

}  // namespace engine
