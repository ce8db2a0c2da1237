#include "plan/qcow2_placements.h"

#include <algorithm>
#include <bit>

namespace engine {

namespace {

using Kind = Qcow2Piece::Kind;

constexpr std::uint64_t allSubclusters = 0xffff'ffff;

}  // namespace

Qcow2Placements::Qcow2Placements(const Qcow2Layout& layout) : layout_(layout), walk_(layout.walk()) {}

std::optional<Qcow2Placement> Qcow2Placements::next(std::uint64_t maxBytes)
{
    if (left_.guest.empty() && !load())
        return std::nullopt;
    Qcow2Placement part = left_;
    if (part.compressedLength == 0)
        part.guest.length = std::min(part.guest.length, maxBytes);
    left_.guest = GuestRange::between(part.guest.end(), left_.guest.end());
    left_.host = left_.host + part.guest.length;
    return part;
}

bool Qcow2Placements::load()
{
    while (subclustersLeft_ == 0) {
        const auto piece = walk_.next();
        if (!piece)
            return false;
        if (piece->kind == Kind::Zero || piece->kind == Kind::Shared)
            continue;
        piece_ = *piece;
        const std::uint64_t clusterSize = layout_.map().clusterSize;
        const GuestRange guest{GuestOffset(piece->firstCluster * clusterSize), piece->clusters * clusterSize};
        const GuestRange disk{GuestOffset(0), layout_.map().virtualSize};
        left_ = {intersection(guest, disk), piece->host, piece->compressedLength};
        const std::uint64_t stored = piece->subclusters & allSubclusters;
        if (stored == 0 || stored == allSubclusters)
            return true;
        subclustersLeft_ = stored;
    }
    loadSubclusters();
    return true;
}

/// The next stored subclusters in a row.
void Qcow2Placements::loadSubclusters()
{
    const std::uint64_t size = layout_.map().unit();
    const auto first = static_cast<unsigned>(std::countr_zero(subclustersLeft_));
    const auto count = static_cast<unsigned>(std::countr_one(subclustersLeft_ >> first));
    subclustersLeft_ &= ~(((1ULL << count) - 1) << first);
    const GuestOffset start(piece_.firstCluster * layout_.map().clusterSize + first * size);
    const GuestRange disk{GuestOffset(0), layout_.map().virtualSize};
    left_ = {intersection({start, count * size}, disk), piece_.host + first * size, 0};
}

}  // namespace engine
