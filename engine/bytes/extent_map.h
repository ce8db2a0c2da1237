#pragma once

#include "bytes/offsets.h"
#include "bytes/range_set.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace engine {

/// What one layer says of a guest range.
enum class ExtentState : std::uint8_t {
    Unallocated,  ///< no entry: the read falls through to the backing image, or reads as zero in a base
    Zero,         ///< reads as zero, hides the backing image
    Data,         ///< stored as it is
    Compressed,   ///< one cluster, stored deflated; never merged with its neighbours
};
inline constexpr std::size_t extentStateCount = 4;

/// The stable name of a state, as JSON spells it.
std::string_view name(ExtentState state) noexcept;

/// A run of guest bytes in one state.
struct Extent {
    /// No place in the host file.
    static constexpr HostOffset nowhere{UINT64_MAX};

    GuestOffset start;
    std::uint64_t length = 0;
    /// Data: where `start` is stored. Compressed: where the deflated cluster begins. Zero and Unallocated: the host
    /// cluster that is reserved for it all the same, or nowhere.
    HostOffset host = nowhere;
    /// Compressed: bytes that the deflated cluster may take in the file, from `host`. Otherwise 0.
    std::uint32_t storedLength = 0;
    ExtentState state = ExtentState::Unallocated;

    constexpr GuestRange range() const noexcept { return {start, length}; }
    constexpr GuestOffset end() const noexcept { return start + length; }
    /// Whether the layer keeps content for it.
    constexpr bool isStored() const noexcept { return state == ExtentState::Data || state == ExtentState::Compressed; }
    constexpr bool hasHost() const noexcept { return host != nowhere; }
    /// The part inside `window`. A Compressed part keeps the place of its whole cluster.
    constexpr Extent within(GuestRange window) const noexcept
    {
        Extent part = *this;
        const GuestRange cut = intersection(range(), window);
        if (state != ExtentState::Compressed && hasHost())
            part.host = host + (cut.start - start);
        part.start = cut.start;
        part.length = cut.length;
        return part;
    }
    constexpr bool operator==(const Extent&) const noexcept = default;
};

/// Bytes by state; `covered` is the length of the guest range that was summed up.
struct ExtentTotals {
    std::array<std::uint64_t, extentStateCount> bytes{};

    std::uint64_t operator[](ExtentState state) const noexcept { return bytes[static_cast<std::size_t>(state)]; }
    /// Guest bytes that the layer stores content for.
    std::uint64_t stored() const noexcept { return (*this)[ExtentState::Data] + (*this)[ExtentState::Compressed]; }
};

/// The allocation of one layer over [0, size): sorted extents that do not overlap, run-length. Gaps between them are
/// Unallocated; an Unallocated extent is kept only where it has a host cluster reserved. Memory follows the number of
/// extents (32 bytes each). Not changed after it was built, so it can be read from several threads.
class ExtentMap {
public:
    ExtentMap() = default;
    /// @param size bytes of the guest's disk that the map speaks of
    explicit ExtentMap(std::uint64_t size) : size_(size) {}

    /// Adds an extent behind all others and merges it with the last where both are one run. What lies beyond the size
    /// is cut off. The caller keeps the order.
    void append(Extent extent);

    /// Room for that many extents, so that the map does not move while it grows.
    void reserve(std::size_t extents) { extents_.reserve(extents); }

    std::uint64_t size() const noexcept { return size_; }
    std::span<const Extent> extents() const noexcept { return extents_; }
    bool operator==(const ExtentMap&) const = default;

    /// What is said of one offset, from there to the end of the run; gaps included. `offset` is below the size.
    Extent at(GuestOffset offset) const;

    ExtentMap restrictedTo(GuestRange window) const;
    /// Only what lies in the set; the rest becomes a gap.
    ExtentMap intersectedWith(const GuestRangeSet& set) const;
    /// Without what lies in the set.
    ExtentMap without(const GuestRangeSet& set) const;
    /// The union of two layers in which `upper` answers first: what it leaves unallocated shows `lower`. Host offsets
    /// stay those of the layer that answers. The size is that of `upper`.
    friend ExtentMap overlay(const ExtentMap& upper, const ExtentMap& lower);

    /// The ranges in one of the states (extents only: gaps are not named).
    GuestRangeSet select(std::initializer_list<ExtentState> states) const;
    /// Where the layer stores content (Data, Compressed), inside `set`.
    GuestRangeSet storedIn(const GuestRangeSet& set) const;
    /// What hides the layers below: everything but Unallocated.
    GuestRangeSet allocated() const;
    /// Gaps count as Unallocated.
    ExtentTotals totals() const;

    /// Calls visit(Extent) for every part of `window` in order, gaps as Unallocated extents; nothing beyond the size.
    template <class Visit>
    void visit(GuestRange window, Visit&& visit) const;

private:
    std::vector<Extent>::const_iterator firstEndingAfter(GuestOffset offset) const;

    std::uint64_t size_ = 0;
    std::vector<Extent> extents_;
};

template <class Visit>
void ExtentMap::visit(GuestRange window, Visit&& visit) const
{
    window = intersection(window, GuestRange{GuestOffset(0), size_});
    if (window.empty())
        return;
    GuestOffset position = window.start;
    for (auto at = firstEndingAfter(window.start); at != extents_.end() && at->start < window.end(); ++at) {
        if (at->start > position)
            visit(Extent{position, at->start - position});
        visit(at->within(window));
        position = at->end();
    }
    if (position < window.end())
        visit(Extent{position, window.end() - position});
}

}  // namespace engine
