#pragma once

#include "guest/volume_space.h"

#include <functional>
#include <optional>
#include <vector>

namespace engine {

/// Where the bytes of a volume lie on the disk: one run for a partition; several, or stripes, for a logical volume.
/// Immutable.
class VolumeMapping {
public:
    /// `length` bytes of the volume, laid in turns of `stripeSize` bytes over `stripes`.
    struct Segment {
        std::uint64_t length = 0;
        std::vector<GuestOffset> stripes;  ///< where each stripe starts on the disk; one: linear. Not empty
        std::uint64_t stripeSize = 0;      ///< divides the length by the number of stripes; not used where linear
    };

    explicit VolumeMapping(GuestRange partition);
    /// Segments follow each other from offset 0; at least one. Each stays inside the disk: the caller has checked.
    explicit VolumeMapping(std::vector<Segment> segments);

    /// Bytes of the volume.
    std::uint64_t size() const noexcept { return size_; }
    /// The first byte of the volume on the disk.
    GuestOffset start() const { return segments_.front().stripes.front(); }
    /// Calls visit(piece) for the pieces of `range` in the volume's order, each contiguous on the disk.
    void visit(VolumeRange range, const std::function<void(GuestRange)>& visit) const;
    /// The same places in no order, and in few pieces: costs no more for long ranges than for short ones, however small
    /// the stripes.
    void visitPlaces(VolumeRange range, const std::function<void(GuestRange)>& visit) const;
    /// Costs as little.
    GuestRangeSet toDisk(const VolumeRangeSet& set) const;
    std::optional<VolumeOffset> toVolume(GuestOffset offset) const;

private:
    /// Calls visit(segment, begin, end) for each segment that has a part of the range, with the part's place in it.
    template <class Visit>
    void visitParts(VolumeRange range, Visit&& visit) const;

    std::vector<Segment> segments_;
    std::vector<std::uint64_t> starts_;  ///< of the segments in the volume
    std::uint64_t size_ = 0;
};

}  // namespace engine
