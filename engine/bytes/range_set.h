#pragma once

#include "bytes/offsets.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace engine {

/// A set of bytes of one space, as sorted ranges that neither overlap nor touch. Memory follows the number of ranges.
/// All set operations are linear in the ranges of their operands.
template <class Space>
class RangeSet {
public:
    using RangeType = Range<Space>;

    RangeSet() = default;
    /// From ranges in any order; they may overlap.
    static RangeSet of(std::vector<RangeType> ranges)
    {
        std::sort(ranges.begin(), ranges.end(), [](auto a, auto b) { return a.start < b.start; });
        RangeSet set;
        for (const RangeType& range : ranges)
            set.append(range);
        return set;
    }

    /// Adds a range that starts at or after the start of the last one. Empty ranges are ignored.
    void append(RangeType range)
    {
        if (range.empty())
            return;
        if (!ranges_.empty() && range.start <= ranges_.back().end()) {
            RangeType& last = ranges_.back();
            last = RangeType::between(last.start, std::max(last.end(), range.end()));
            return;
        }
        ranges_.push_back(range);
    }

    std::span<const RangeType> ranges() const& noexcept { return ranges_; }
    /// A loop over the ranges of a temporary would outlive them.
    void ranges() const&& = delete;
    bool empty() const noexcept { return ranges_.empty(); }
    bool operator==(const RangeSet&) const = default;

    /// In bytes.
    std::uint64_t total() const noexcept
    {
        std::uint64_t sum = 0;
        for (const RangeType& range : ranges_)
            sum += range.length;
        return sum;
    }

    bool contains(Offset<Space> offset) const noexcept
    {
        const auto found = nextAt(offset);
        return found && found->start <= offset;
    }

    RangeSet restrictedTo(RangeType window) const
    {
        RangeSet result;
        for (auto at = firstEndingAfter(window.start); at != ranges_.end() && at->start < window.end(); ++at)
            result.append(intersection(*at, window));
        return result;
    }

    /// The bytes of `window` that are not in the set.
    RangeSet complementIn(RangeType window) const
    {
        RangeSet result;
        Offset<Space> position = window.start;
        for (auto at = firstEndingAfter(window.start); at != ranges_.end() && at->start < window.end(); ++at) {
            result.append(RangeType::between(position, at->start));
            position = at->end();
        }
        result.append(RangeType::between(position, window.end()));
        return result;
    }

    friend RangeSet unionOf(const RangeSet& a, const RangeSet& b)
    {
        RangeSet result;
        auto left = a.ranges_.begin();
        auto right = b.ranges_.begin();
        while (left != a.ranges_.end() || right != b.ranges_.end()) {
            const bool takeLeft = right == b.ranges_.end() || (left != a.ranges_.end() && left->start <= right->start);
            result.append(takeLeft ? *left++ : *right++);
        }
        return result;
    }

    friend RangeSet intersectionOf(const RangeSet& a, const RangeSet& b)
    {
        RangeSet result;
        auto left = a.ranges_.begin();
        auto right = b.ranges_.begin();
        while (left != a.ranges_.end() && right != b.ranges_.end()) {
            result.append(intersection(*left, *right));
            if (left->end() < right->end())
                ++left;
            else
                ++right;
        }
        return result;
    }

    friend RangeSet differenceOf(const RangeSet& a, const RangeSet& b)
    {
        RangeSet result;
        auto hole = b.ranges_.begin();
        for (const RangeType& range : a.ranges_) {
            Offset<Space> position = range.start;
            while (hole != b.ranges_.end() && hole->end() <= position)
                ++hole;
            for (auto at = hole; at != b.ranges_.end() && at->start < range.end(); ++at) {
                result.append(RangeType::between(position, at->start));
                position = std::max(position, at->end());
            }
            result.append(RangeType::between(position, range.end()));
        }
        return result;
    }

    /// The first range that ends after `offset`, if there is one.
    std::optional<RangeType> nextAt(Offset<Space> offset) const noexcept
    {
        const auto found = firstEndingAfter(offset);
        return found == ranges_.end() ? std::nullopt : std::optional(*found);
    }

private:
    auto firstEndingAfter(Offset<Space> offset) const noexcept
    {
        return std::partition_point(ranges_.begin(), ranges_.end(),
                                    [offset](const RangeType& range) { return range.end() <= offset; });
    }

    std::vector<RangeType> ranges_;
};

using GuestRangeSet = RangeSet<GuestSpace>;
using HostRangeSet = RangeSet<HostSpace>;

}  // namespace engine
