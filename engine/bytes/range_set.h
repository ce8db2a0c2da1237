#pragma once

#include "bytes/offsets.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace engine {

/// A set of bytes of one space, as sorted ranges that neither overlap nor touch. Memory follows the number of ranges;
/// copies of a large result of a set operation share it. All set operations are linear in the ranges of their operands;
/// what a small set has in common with a large one, or has not, costs the small one times the logarithm of the large
/// one.
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
        return std::move(set).finished();
    }

    /// Adds a range that starts at or after the start of the last one. Empty ranges are ignored.
    void append(RangeType range)
    {
        if (range.empty())
            return;
        if (shared_)
            ranges_ = *std::exchange(shared_, nullptr);
        if (!ranges_.empty() && range.start <= ranges_.back().end()) {
            RangeType& last = ranges_.back();
            last = RangeType::between(last.start, std::max(last.end(), range.end()));
            return;
        }
        ranges_.push_back(range);
    }

    /// The same set, whose copies share its ranges where they are many: for what was built by `append`.
    RangeSet finished() &&
    {
        if (ranges_.size() >= sharedFrom)
            shared_ = std::make_shared<const std::vector<RangeType>>(std::move(ranges_));
        return std::move(*this);
    }

    std::span<const RangeType> ranges() const& noexcept { return shared_ ? *shared_ : ranges_; }
    /// A loop over the ranges of a temporary would outlive them.
    void ranges() const&& = delete;
    bool empty() const noexcept { return ranges().empty(); }
    bool operator==(const RangeSet& other) const noexcept { return std::ranges::equal(ranges(), other.ranges()); }

    /// In bytes.
    std::uint64_t total() const noexcept
    {
        std::uint64_t sum = 0;
        for (const RangeType& range : ranges())
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
        const auto all = ranges();
        if (all.empty() || (window.start <= all.front().start && all.back().end() <= window.end()))
            return *this;
        RangeSet result;
        for (auto at = firstEndingAfter(window.start); at != all.end() && at->start < window.end(); ++at)
            result.append(intersection(*at, window));
        return std::move(result).finished();
    }

    /// The bytes of `window` that are not in the set.
    RangeSet complementIn(RangeType window) const
    {
        RangeSet result;
        Offset<Space> position = window.start;
        const auto all = ranges();
        for (auto at = firstEndingAfter(window.start); at != all.end() && at->start < window.end(); ++at) {
            result.append(RangeType::between(position, at->start));
            position = at->end();
        }
        result.append(RangeType::between(position, window.end()));
        return std::move(result).finished();
    }

    friend RangeSet unionOf(const RangeSet& a, const RangeSet& b)
    {
        if (a.empty() || b.empty())
            return a.empty() ? b : a;
        RangeSet result;
        std::span left = a.ranges();
        std::span right = b.ranges();
        while (!left.empty() || !right.empty()) {
            std::span<const RangeType>& first =
                right.empty() || (!left.empty() && left.front().start <= right.front().start) ? left : right;
            result.append(first.front());
            first = first.subspan(1);
        }
        return std::move(result).finished();
    }

    friend RangeSet intersectionOf(const RangeSet& a, const RangeSet& b)
    {
        if (isMuchSmaller(a, b))
            return a.cutOutOf(b);
        if (isMuchSmaller(b, a))
            return b.cutOutOf(a);
        RangeSet result;
        std::span left = a.ranges();
        std::span right = b.ranges();
        while (!left.empty() && !right.empty()) {
            result.append(intersection(left.front(), right.front()));
            std::span<const RangeType>& first = left.front().end() < right.front().end() ? left : right;
            first = first.subspan(1);
        }
        return std::move(result).finished();
    }

    friend RangeSet differenceOf(const RangeSet& a, const RangeSet& b)
    {
        if (b.empty())
            return a;
        if (a.ranges().data() == b.ranges().data())
            return {};
        RangeSet result;
        const auto holes = b.ranges();
        const bool leaps = isMuchSmaller(a, b);
        auto hole = holes.begin();
        for (const RangeType& range : a.ranges()) {
            Offset<Space> position = range.start;
            if (leaps)
                hole = b.firstEndingAfter(position);
            while (hole != holes.end() && hole->end() <= position)
                ++hole;
            for (auto at = hole; at != holes.end() && at->start < range.end(); ++at) {
                result.append(RangeType::between(position, at->start));
                position = std::max(position, at->end());
            }
            result.append(RangeType::between(position, range.end()));
        }
        return std::move(result).finished();
    }

    /// The first range that ends after `offset`, if there is one.
    std::optional<RangeType> nextAt(Offset<Space> offset) const noexcept
    {
        const auto found = firstEndingAfter(offset);
        return found == ranges().end() ? std::nullopt : std::optional(*found);
    }

private:
    /// Small sets are cheaper to copy than to share.
    static constexpr std::size_t sharedFrom = 4096;

    /// So that looking for its places in the other set is less than going through that: what many small sets each take
    /// from a large one costs no more than the large one.
    static bool isMuchSmaller(const RangeSet& small, const RangeSet& large) noexcept
    {
        return small.ranges().size() <= large.ranges().size() / 32 + 1;
    }

    RangeSet cutOutOf(const RangeSet& other) const
    {
        const auto all = ranges();
        if (all.size() == 1)
            return other.restrictedTo(all.front());
        RangeSet result;
        const auto end = other.ranges().end();
        for (const RangeType& range : all)
            for (auto at = other.firstEndingAfter(range.start); at != end && at->start < range.end(); ++at)
                result.append(intersection(*at, range));
        return std::move(result).finished();
    }

    auto firstEndingAfter(Offset<Space> offset) const noexcept
    {
        const auto all = ranges();
        return std::partition_point(all.begin(), all.end(),
                                    [offset](const RangeType& range) { return range.end() <= offset; });
    }

    std::vector<RangeType> ranges_;
    std::shared_ptr<const std::vector<RangeType>> shared_;  ///< in place of `ranges_`, where it is there
};

using GuestRangeSet = RangeSet<GuestSpace>;
using HostRangeSet = RangeSet<HostSpace>;

}  // namespace engine
