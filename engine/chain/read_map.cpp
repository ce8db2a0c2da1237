#include "chain/read_map.h"

#include <algorithm>
#include <optional>

namespace engine {

namespace {

/// Walks one layer's extents in step with its neighbours: every question is at or behind the last one.
class LayerCursor {
public:
    LayerCursor(const Image& image, std::stop_token stop)
        : map_(image.map({GuestOffset(0), image.info().virtualSize}, stop)), hostData_(image.hostDataBelow(stop)),
          hidesHost_(!image.info().encryption.empty())
    {
    }

    std::uint64_t size() const noexcept { return map_.size(); }

    /// What is said from `window.start` on, inside the window.
    Extent at(GuestRange window)
    {
        const auto extents = map_.extents();
        while (next_ < extents.size() && extents[next_].end() <= window.start)
            ++next_;
        if (next_ == extents.size())
            return Extent{window.start, window.length};
        const Extent& extent = extents[next_];
        if (extent.start > window.start)
            return Extent{window.start, std::min(extent.start, window.end()) - window.start};
        return extent.within(window);
    }

    /// The entry for an extent of this layer; it may end before the extent does.
    ReadMapEntry entryFor(const Extent& extent, unsigned depth) const
    {
        ReadMapEntry entry;
        entry.range = extent.range();
        entry.depth = depth;
        entry.present = extent.state != ExtentState::Unallocated;
        entry.data = extent.isStored();
        entry.zero = !entry.data;
        entry.compressed = extent.state == ExtentState::Compressed;
        if (extent.state != ExtentState::Compressed && !hidesHost_)
            entry.host = extent.host;
        if (hostData_ && entry.data && entry.host != Extent::nowhere)
            lookForHoles(entry);
        return entry;
    }

private:
    void lookForHoles(ReadMapEntry& entry) const
    {
        const auto stored = hostData_->nextAt(entry.host);
        if (!stored) {
            entry.zero = true;
            return;
        }
        entry.zero = stored->start > entry.host;
        const HostOffset boundary = entry.zero ? stored->start : stored->end();
        entry.range.length = std::min(entry.range.length, boundary - entry.host);
    }

    ExtentMap map_;
    std::size_t next_ = 0;
    std::optional<HostRangeSet> hostData_;
    bool hidesHost_;
};

/// The layer that answers the start of `window`, and for how long: down from the top to the first that says something,
/// that is the base, or that reaches over the end of its backing image.
ReadMapEntry answer(std::vector<LayerCursor>& topFirst, GuestRange window)
{
    for (unsigned depth = 0;; ++depth) {
        const Extent extent = topFirst[depth].at(window);
        const bool last = depth + 1 == topFirst.size();
        if (extent.state != ExtentState::Unallocated || last || window.start.bytes() >= topFirst[depth + 1].size())
            return topFirst[depth].entryFor(extent, depth);
        const GuestRange below{GuestOffset(0), topFirst[depth + 1].size()};
        window = intersection(extent.range(), below);
    }
}

/// The rule of QEMU's entry_mergeable.
bool merges(const ReadMapEntry& last, const ReadMapEntry& next)
{
    const bool sameKind =
        last.depth == next.depth && last.present == next.present && last.zero == next.zero && last.data == next.data;
    if (!sameKind)
        return false;
    if (last.host == Extent::nowhere || next.host == Extent::nowhere)
        return last.host == next.host;
    return last.host + last.range.length == next.host;
}

}  // namespace

void visitReadMap(const Chain& chain, std::stop_token stop, const std::function<void(const ReadMapEntry&)>& visit)
{
    chain.requireComplete();
    std::vector<LayerCursor> topFirst;
    for (auto layer = chain.layers().rbegin(); layer != chain.layers().rend(); ++layer)
        topFirst.emplace_back(*layer->image, stop);

    const GuestOffset end(chain.virtualSize());
    std::optional<ReadMapEntry> last;
    for (GuestOffset position; position < end;) {
        throwIfStopped(stop);
        const ReadMapEntry next = answer(topFirst, GuestRange::between(position, end));
        position = next.range.end();
        if (last && merges(*last, next)) {
            last->range.length += next.range.length;
            continue;
        }
        if (last)
            visit(*last);
        last = next;
    }
    if (last)
        visit(*last);
}

}  // namespace engine
