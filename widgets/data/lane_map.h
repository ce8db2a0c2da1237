#pragma once

#include "bytes/offsets.h"
#include "chain/layer_map.h"
#include "guest/guest.h"
#include "guest/layer_use.h"
#include "widgets/basics/cluster_class.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace widgets {

/// Bytes by class.
using ClassBytes = std::array<std::uint64_t, clusterClassCount>;

/// A run of bytes of one class.
struct ClassRun {
    engine::GuestRange range;
    ClusterClass clusterClass = ClusterClass::Unallocated;
    bool compressed = false;
};

/// What each byte of the disk is in one layer, made to be drawn: questions about a range take logarithmic time whatever
/// lies in it. Immutable; may be read from several threads.
class LaneMap {
public:
    /// @param use null: the guest was not read yet; nothing is garbage then
    static LaneMap ofLayer(const engine::LayerMap& map, const engine::LayerUse* use, const engine::Guest* guest);
    /// What a read through the chain gives: live, garbage, unknown, zero or nothing.
    /// @param visible of all layers
    static LaneMap ofChain(std::span<const engine::LayerMap> maps, const engine::Guest* guest);

    std::uint64_t size() const noexcept { return size_; }
    /// Of the whole disk.
    const ClassBytes& totals() const noexcept { return totals_; }
    /// Bytes by class inside the range.
    ClassBytes sharesOf(engine::GuestRange range) const;
    /// The same for neighbours: from each edge to the next. Edges ascend; what lies beyond the size is not counted.
    std::vector<ClassBytes> sharesBetween(std::span<const std::uint64_t> edges) const;
    /// The run that a byte is in. `offset` is below the size.
    ClassRun runAt(engine::GuestOffset offset) const;
    /// The first run of a class that ends after `offset`, if there is one.
    std::optional<ClassRun> nextRun(ClusterClass clusterClass, engine::GuestOffset offset) const;
    std::size_t runs() const noexcept { return starts_.size(); }

private:
    static constexpr std::size_t stride = 16;  ///< runs between two sums

    void append(ClassRun run);
    void addUp();
    void split();
    std::size_t indexOf(engine::GuestOffset offset) const;
    std::uint64_t endOf(std::size_t run) const { return run + 1 < starts_.size() ? starts_[run + 1] : size_; }
    ClassRun runOf(std::size_t run) const;
    /// @param run the one that the offset is in
    ClassBytes bytesBefore(engine::GuestOffset offset, std::size_t run) const;
    ClassBytes bytesBefore(engine::GuestOffset offset) const;

    std::uint64_t size_ = 0;
    std::vector<std::uint64_t> starts_;
    std::vector<std::uint8_t> kinds_;  ///< class, and the bit of compression
    std::vector<ClassBytes> sums_;     ///< of all runs before each `stride`th one
    /// The disk in equal parts of 2^partBits_ bytes, few runs in each: which run the start of a part is in. Ends with
    /// the last run.
    std::vector<std::size_t> parts_;
    unsigned partBits_ = 0;
    ClassBytes totals_{};
};

}  // namespace widgets
