#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <limits>

namespace engine {

/// A position in bytes. Positions of different spaces (the guest's disk, a host file) do not convert into each other;
/// differences and lengths are plain byte counts.
template <class Space>
class Offset {
public:
    constexpr Offset() noexcept = default;
    constexpr explicit Offset(std::uint64_t bytes) noexcept : bytes_(bytes) {}

    constexpr std::uint64_t bytes() const noexcept { return bytes_; }
    constexpr auto operator<=>(const Offset&) const noexcept = default;

    /// The caller has checked that the sum does not wrap.
    friend constexpr Offset operator+(Offset offset, std::uint64_t length) noexcept
    {
        return Offset(offset.bytes_ + length);
    }
    friend constexpr std::uint64_t operator-(Offset later, Offset earlier) noexcept
    {
        return later.bytes_ - earlier.bytes_;
    }

private:
    std::uint64_t bytes_ = 0;
};

struct GuestSpace;
struct HostSpace;
using GuestOffset = Offset<GuestSpace>;  ///< what the virtual machine sees
using HostOffset = Offset<HostSpace>;    ///< position in an image file

/// Half-open: [start, start + length), in bytes. The end does not wrap.
template <class Space>
struct Range {
    Offset<Space> start;
    std::uint64_t length = 0;

    constexpr Offset<Space> end() const noexcept { return start + length; }
    constexpr bool empty() const noexcept { return length == 0; }
    constexpr bool contains(Offset<Space> offset) const noexcept { return offset >= start && offset < end(); }
    constexpr bool operator==(const Range&) const noexcept = default;

    static constexpr Range between(Offset<Space> start, Offset<Space> end) noexcept
    {
        return end > start ? Range{start, end - start} : Range{start, 0};
    }
    friend constexpr Range intersection(Range a, Range b) noexcept
    {
        return between(std::max(a.start, b.start), std::min(a.end(), b.end()));
    }
};

using GuestRange = Range<GuestSpace>;
using HostRange = Range<HostSpace>;

}  // namespace engine
