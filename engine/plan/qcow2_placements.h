#pragma once

#include "plan/qcow2_layout.h"

#include <cstdint>
#include <optional>

namespace engine {

/// Guest content and its place in a new file.
struct Qcow2Placement {
    GuestRange guest;                    ///< inside the virtual size
    HostOffset host;                     ///< of its first byte, or of the first compressed one
    std::uint32_t compressedLength = 0;  ///< 0: stored as it is; else the range is one cluster
};

/// What content is to be stored where, in guest order; shared clusters once. The layout outlives it.
class Qcow2Placements {
public:
    explicit Qcow2Placements(const Qcow2Layout& layout);

    /// @param maxBytes where to cut content that is stored as it is; whole allocation units
    std::optional<Qcow2Placement> next(std::uint64_t maxBytes);

private:
    bool load();
    void loadSubclusters();

    const Qcow2Layout& layout_;
    Qcow2Walk walk_;
    Qcow2Piece piece_;
    std::uint64_t subclustersLeft_ = 0;  ///< of `piece_`, where it is a cluster of which only some are stored
    Qcow2Placement left_;
};

}  // namespace engine
