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
    static LaneMap ofChain(std::span<const engine::LayerMap> maps, const engine::Guest* guest);

    std::uint64_t size() const noexcept { return size_; }
    /// Of the whole disk.
    const ClassBytes& totals() const noexcept { return totals_; }
    std::uint64_t compressedBytes() const noexcept { return compressedBytes_; }
    /// All but zero and unallocated.
    std::uint64_t storedBytes() const noexcept;
    /// Bytes by class inside the range.
    ClassBytes sharesOf(engine::GuestRange range) const;
    /// The same for neighbours: from each edge to the next. Edges ascend; what lies beyond the size is not counted.
    std::vector<ClassBytes> sharesBetween(std::span<const std::uint64_t> edges) const;
    /// The run that a byte is in. `offset` is below the size.
    ClassRun runAt(engine::GuestOffset offset) const;
    /// The first run of a class that ends after `offset`, if there is one.
    std::optional<ClassRun> nextRun(ClusterClass clusterClass, engine::GuestOffset offset) const;
    std::size_t runs() const noexcept { return kinds_.size(); }

private:
    static constexpr std::size_t stride = 32;  ///< runs between two sums

    explicit LaneMap(std::uint64_t size) : size_(size) {}
    void append(ClassRun run);
    void addUp();
    void split();
    std::size_t indexOf(engine::GuestOffset offset) const;
    std::uint64_t startOf(std::size_t run) const
    {
        return wideStarts_.empty() ? std::uint64_t{starts_[run]} << unitBits_ : wideStarts_[run];
    }
    std::uint64_t endOf(std::size_t run) const { return run + 1 < kinds_.size() ? startOf(run + 1) : size_; }
    void appendStart(std::uint64_t start);
    ClassRun runOf(std::size_t run) const;
    /// @param run the one that the offset is in
    ClassBytes bytesBefore(engine::GuestOffset offset, std::size_t run) const;
    ClassBytes bytesBefore(engine::GuestOffset offset) const;

    std::uint64_t size_ = 0;
    /// Where runs start, in the largest unit that all of them are multiples of: 2^unitBits_ bytes.
    std::vector<std::uint32_t> starts_;
    unsigned unitBits_ = 63;
    std::vector<std::uint64_t> wideStarts_;  ///< bytes; in place of `starts_` where those do not fit
    std::vector<std::uint8_t> kinds_;        ///< class, and the bit of compression
    std::vector<ClassBytes> sums_;           ///< of all runs before each `stride`th one
    /// The disk in equal parts of 2^partBits_ bytes, few runs in each: which run the start of a part is in. Ends with
    /// the last run.
    std::vector<std::uint32_t> parts_;
    unsigned partBits_ = 0;
    ClassBytes totals_{};
    std::uint64_t compressedBytes_ = 0;
};

}  // namespace widgets
