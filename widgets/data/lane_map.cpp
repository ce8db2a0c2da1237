#include "widgets/data/lane_map.h"

#include <algorithm>

namespace widgets {

using engine::Extent;
using engine::ExtentState;
using engine::GuestOffset;
using engine::GuestRange;
using engine::GuestRangeSet;

namespace {

constexpr std::uint8_t compressedBit = 0x80;

/// A set that is asked for ranges in ascending order.
class SetCursor {
public:
    explicit SetCursor(const GuestRangeSet* set)
    {
        if (set)
            ranges_ = set->ranges();
    }

    /// Whether `at` is in the set, and where that changes at the latest.
    std::pair<bool, GuestOffset> at(GuestOffset offset)
    {
        while (next_ < ranges_.size() && ranges_[next_].end() <= offset)
            ++next_;
        if (next_ == ranges_.size())
            return {false, GuestOffset(UINT64_MAX)};
        const GuestRange& range = ranges_[next_];
        return range.start <= offset ? std::pair(true, range.end()) : std::pair(false, range.start);
    }

private:
    std::span<const GuestRange> ranges_;
    std::size_t next_ = 0;
};

/// The classes of stored bytes, the first that fits.
class StoredClasses {
public:
    StoredClasses(std::initializer_list<std::pair<const GuestRangeSet*, ClusterClass>> sets)
    {
        for (const auto& [set, clusterClass] : sets)
            cursors_.emplace_back(SetCursor(set), clusterClass);
    }

    template <class Append>
    void cut(const Extent& extent, Append&& append)
    {
        for (GuestOffset position = extent.start; position < extent.end();) {
            ClusterClass found = ClusterClass::Live;
            GuestOffset end = extent.end();
            for (auto& [cursor, clusterClass] : cursors_) {
                const auto [inside, change] = cursor.at(position);
                end = std::min(end, change);
                if (inside) {
                    found = clusterClass;
                    break;
                }
            }
            append(ClassRun{GuestRange::between(position, end), found, extent.state == ExtentState::Compressed});
            position = end;
        }
    }

private:
    std::vector<std::pair<SetCursor, ClusterClass>> cursors_;
};

}  // namespace

LaneMap LaneMap::ofLayer(const engine::LayerMap& map, const engine::LayerUse* use, const engine::Guest* guest)
{
    LaneMap lane;
    lane.size_ = map.own.size();
    StoredClasses classes{{&map.hidden, ClusterClass::Hidden},
                          {use ? &use->garbage : nullptr, ClusterClass::Garbage},
                          {map.duplicate ? &*map.duplicate : nullptr, ClusterClass::Duplicate},
                          {guest ? &guest->unknown : nullptr, ClusterClass::Unknown}};
    map.own.visit({GuestOffset(0), lane.size_}, [&](const Extent& extent) {
        if (extent.isStored())
            classes.cut(extent, [&](const ClassRun& run) { lane.append(run); });
        else
            lane.append({extent.range(),
                         extent.state == ExtentState::Zero ? ClusterClass::Zero : ClusterClass::Unallocated, false});
    });
    lane.addUp();
    return lane;
}

LaneMap LaneMap::ofChain(std::span<const engine::LayerMap> maps, const engine::Guest* guest)
{
    engine::ExtentMap read(maps.back().own.size());
    for (const engine::LayerMap& map : maps)
        read = overlay(map.own, read);
    LaneMap lane;
    lane.size_ = read.size();
    StoredClasses classes{{guest ? &guest->free : nullptr, ClusterClass::Garbage},
                          {guest ? &guest->unknown : nullptr, ClusterClass::Unknown}};
    read.visit({GuestOffset(0), lane.size_}, [&](const Extent& extent) {
        if (extent.isStored())
            classes.cut(extent, [&](const ClassRun& run) { lane.append(run); });
        else
            lane.append({extent.range(),
                         extent.state == ExtentState::Zero ? ClusterClass::Zero : ClusterClass::Unallocated, false});
    });
    lane.addUp();
    return lane;
}

void LaneMap::append(ClassRun run)
{
    if (run.range.empty())
        return;
    const auto kind =
        static_cast<std::uint8_t>(static_cast<std::uint8_t>(run.clusterClass) | (run.compressed ? compressedBit : 0));
    if (!kinds_.empty() && kinds_.back() == kind)
        return;
    starts_.push_back(run.range.start.bytes());
    kinds_.push_back(kind);
}

void LaneMap::addUp()
{
    starts_.shrink_to_fit();
    kinds_.shrink_to_fit();
    for (std::size_t run = 0; run < starts_.size(); ++run) {
        if (run % stride == 0)
            sums_.push_back(totals_);
        totals_[kinds_[run] & ~compressedBit] += endOf(run) - starts_[run];
    }
    split();
}

void LaneMap::split()
{
    constexpr std::size_t runsInPart = 8;
    if (size_ == 0)
        return;
    while ((size_ - 1) >> partBits_ > starts_.size() / runsInPart)
        ++partBits_;
    std::size_t run = 0;
    for (std::uint64_t part = 0; part <= (size_ - 1) >> partBits_; ++part) {
        while (endOf(run) <= part << partBits_)
            ++run;
        parts_.push_back(run);
    }
    parts_.push_back(starts_.size() - 1);
}

std::size_t LaneMap::indexOf(GuestOffset offset) const
{
    const std::uint64_t part = offset.bytes() >> partBits_;
    const auto first = starts_.begin() + static_cast<std::ptrdiff_t>(parts_[part]);
    const auto last = starts_.begin() + static_cast<std::ptrdiff_t>(parts_[part + 1] + 1);
    return static_cast<std::size_t>(std::upper_bound(first, last, offset.bytes()) - starts_.begin()) - 1;
}

ClassBytes LaneMap::bytesBefore(GuestOffset offset, std::size_t last) const
{
    ClassBytes bytes = sums_[last / stride];
    // Asked for every column of every lane: where the time of an overview goes.
    const std::uint64_t* starts = starts_.data();
    const std::uint8_t* kinds = kinds_.data();
    std::uint64_t* sums = bytes.data();
    for (std::size_t run = last / stride * stride; run < last; ++run)
        sums[kinds[run] & ~compressedBit] += starts[run + 1] - starts[run];
    bytes[kinds_[last] & ~compressedBit] += offset.bytes() - starts_[last];
    return bytes;
}

ClassBytes LaneMap::bytesBefore(GuestOffset offset) const
{
    return offset.bytes() >= size_ ? totals_ : bytesBefore(offset, indexOf(offset));
}

ClassBytes LaneMap::sharesOf(GuestRange range) const
{
    ClassBytes bytes = bytesBefore(range.end());
    const ClassBytes before = bytesBefore(range.start);
    for (std::size_t index = 0; index < clusterClassCount; ++index)
        bytes[index] -= before[index];
    return bytes;
}

std::vector<ClassBytes> LaneMap::sharesBetween(std::span<const std::uint64_t> edges) const
{
    std::vector<ClassBytes> shares(edges.empty() ? 0 : edges.size() - 1);
    if (shares.empty() || edges.front() >= size_)
        return shares;
    std::size_t run = indexOf(GuestOffset(edges.front()));
    std::uint64_t position = edges.front();
    ClassBytes before = bytesBefore(GuestOffset(position), run);
    for (std::size_t column = 0; column < shares.size(); ++column) {
        const std::uint64_t end = std::min(edges[column + 1], size_);
        ClassBytes& share = shares[column];
        if (end <= endOf(run)) {
            share[kinds_[run] & ~compressedBit] = end - position;
            before[kinds_[run] & ~compressedBit] += end - position;
        } else {
            run = end < size_ ? indexOf(GuestOffset(end)) : starts_.size() - 1;
            const ClassBytes after = bytesBefore(GuestOffset(end), run);
            for (std::size_t index = 0; index < clusterClassCount; ++index)
                share[index] = after[index] - before[index];
            before = after;
        }
        position = end;
    }
    return shares;
}

ClassRun LaneMap::runOf(std::size_t run) const
{
    return {GuestRange::between(GuestOffset(starts_[run]), GuestOffset(endOf(run))),
            static_cast<ClusterClass>(kinds_[run] & ~compressedBit), (kinds_[run] & compressedBit) != 0};
}

ClassRun LaneMap::runAt(GuestOffset offset) const
{
    return runOf(indexOf(offset));
}

std::optional<ClassRun> LaneMap::nextRun(ClusterClass clusterClass, GuestOffset offset) const
{
    const auto wanted = static_cast<std::size_t>(clusterClass);
    if (offset.bytes() >= size_)
        return std::nullopt;
    for (std::size_t run = indexOf(offset); run < starts_.size();) {
        if ((kinds_[run] & ~compressedBit) == static_cast<int>(wanted))
            return runOf(run);
        const std::size_t block = run / stride;
        const bool inBlock = block + 1 >= sums_.size() || sums_[block + 1][wanted] != sums_[block][wanted];
        run = inBlock ? run + 1 : (block + 1) * stride;
    }
    return std::nullopt;
}

}  // namespace widgets
