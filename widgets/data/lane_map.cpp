#include "widgets/data/lane_map.h"

#include "guest/behind.h"

#include <algorithm>
#include <bit>

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

/// A layer that is asked for what it says in ascending order.
class LayerCursor {
public:
    explicit LayerCursor(const engine::ExtentMap& map) : extents_(map.extents()), size_(map.size()) {}

    std::uint64_t size() const noexcept { return size_; }
    /// What is said of a byte, and where that ends.
    Extent at(GuestOffset offset)
    {
        while (next_ < extents_.size() && extents_[next_].end() <= offset)
            ++next_;
        const GuestOffset start = next_ < extents_.size() ? extents_[next_].start : GuestOffset(size_);
        if (start > offset || next_ == extents_.size())
            return {offset, start - offset};
        return extents_[next_].within(GuestRange::between(offset, extents_[next_].end()));
    }

private:
    std::span<const Extent> extents_;
    std::uint64_t size_;
    std::size_t next_ = 0;
};

/// What a read through all layers finds at a byte, and how far that goes at least.
Extent readThrough(std::vector<LayerCursor>& layers, GuestOffset offset)
{
    GuestOffset end(UINT64_MAX);
    Extent found{offset, 0};
    for (std::size_t layer = layers.size(); layer-- > 0;) {
        if (offset.bytes() >= layers[layer].size())
            break;
        found = layers[layer].at(offset);
        end = std::min(end, found.end());
        if (found.state != ExtentState::Unallocated)
            break;
    }
    found.length = end - offset;
    return found;
}

}  // namespace

std::uint64_t LaneMap::storedBytes() const noexcept
{
    return size_ - totals_[static_cast<std::size_t>(ClusterClass::Zero)] -
           totals_[static_cast<std::size_t>(ClusterClass::Unallocated)];
}

LaneMap LaneMap::ofLayer(const engine::LayerMap& map, const engine::LayerUse* use, const engine::Guest* guest)
{
    LaneMap lane(map.own.size());
    const GuestRangeSet behind = guest ? behindFileSystems(*guest) : GuestRangeSet();
    StoredClasses classes{{&map.hidden, ClusterClass::Hidden},
                          {use ? &use->garbage : nullptr, ClusterClass::Garbage},
                          {map.duplicate ? &*map.duplicate : nullptr, ClusterClass::Duplicate},
                          {guest ? &guest->unknown : nullptr, ClusterClass::Unknown},
                          {&behind, ClusterClass::Behind}};
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
    LaneMap lane(maps.back().own.size());
    std::vector<LayerCursor> layers;
    for (const engine::LayerMap& map : maps)
        layers.emplace_back(map.own);
    const GuestRangeSet behind = guest ? behindFileSystems(*guest) : GuestRangeSet();
    StoredClasses classes{{guest ? &guest->free : nullptr, ClusterClass::Garbage},
                          {guest ? &guest->unknown : nullptr, ClusterClass::Unknown},
                          {&behind, ClusterClass::Behind}};
    for (GuestOffset at(0); at.bytes() < lane.size_;) {
        const Extent extent = readThrough(layers, at);
        if (extent.isStored())
            classes.cut(extent, [&](const ClassRun& run) { lane.append(run); });
        else
            lane.append({extent.range(),
                         extent.state == ExtentState::Zero ? ClusterClass::Zero : ClusterClass::Unallocated, false});
        at = extent.end();
    }
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
    appendStart(run.range.start.bytes());
    kinds_.push_back(kind);
}

void LaneMap::appendStart(std::uint64_t start)
{
    if (!wideStarts_.empty()) {
        wideStarts_.push_back(start);
        return;
    }
    if (start != 0 && static_cast<unsigned>(std::countr_zero(start)) < unitBits_) {
        const auto bits = static_cast<unsigned>(std::countr_zero(start));
        if (size_ >> bits > UINT32_MAX) {
            for (const std::uint32_t other : starts_)
                wideStarts_.push_back(std::uint64_t{other} << unitBits_);
            wideStarts_.push_back(start);
            starts_ = {};
            return;
        }
        for (std::uint32_t& other : starts_)
            other <<= unitBits_ - bits;
        unitBits_ = bits;
    }
    starts_.push_back(static_cast<std::uint32_t>(start >> unitBits_));
}

void LaneMap::addUp()
{
    starts_.shrink_to_fit();
    kinds_.shrink_to_fit();
    wideStarts_.shrink_to_fit();
    sums_.reserve(kinds_.size() / stride + 1);
    for (std::size_t run = 0; run < kinds_.size(); ++run) {
        if (run % stride == 0)
            sums_.push_back(totals_);
        const std::uint64_t length = endOf(run) - startOf(run);
        totals_[kinds_[run] & ~compressedBit] += length;
        compressedBytes_ += (kinds_[run] & compressedBit) != 0 ? length : 0;
    }
    split();
}

void LaneMap::split()
{
    constexpr std::size_t runsInPart = 8;
    if (size_ == 0)
        return;
    while ((size_ - 1) >> partBits_ > kinds_.size() / runsInPart)
        ++partBits_;
    std::size_t run = 0;
    for (std::uint64_t part = 0; part <= (size_ - 1) >> partBits_; ++part) {
        while (endOf(run) <= part << partBits_)
            ++run;
        parts_.push_back(static_cast<std::uint32_t>(run));
    }
    parts_.push_back(static_cast<std::uint32_t>(kinds_.size() - 1));
}

std::size_t LaneMap::indexOf(GuestOffset offset) const
{
    const std::uint64_t part = offset.bytes() >> partBits_;
    const auto lastStart = [&](const auto& starts, std::uint64_t wanted) {
        const auto first = starts.begin() + static_cast<std::ptrdiff_t>(parts_[part]);
        const auto last = starts.begin() + static_cast<std::ptrdiff_t>(parts_[part + 1]) + 1;
        return static_cast<std::size_t>(std::upper_bound(first, last, wanted) - starts.begin()) - 1;
    };
    return wideStarts_.empty() ? lastStart(starts_, offset.bytes() >> unitBits_)
                               : lastStart(wideStarts_, offset.bytes());
}

ClassBytes LaneMap::bytesBefore(GuestOffset offset, std::size_t last) const
{
    ClassBytes bytes = sums_[last / stride];
    // Asked for every column of every lane: where the time of an overview goes.
    const std::uint8_t* kinds = kinds_.data();
    std::uint64_t* sums = bytes.data();
    const auto add = [&](const auto* starts, unsigned bits) {
        for (std::size_t run = last / stride * stride; run < last; ++run)
            sums[kinds[run] & ~compressedBit] += std::uint64_t{starts[run + 1] - starts[run]} << bits;
    };
    if (wideStarts_.empty())
        add(starts_.data(), unitBits_);
    else
        add(wideStarts_.data(), 0);
    bytes[kinds_[last] & ~compressedBit] += offset.bytes() - startOf(last);
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
            run = end < size_ ? indexOf(GuestOffset(end)) : kinds_.size() - 1;
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
    return {GuestRange::between(GuestOffset(startOf(run)), GuestOffset(endOf(run))),
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
    for (std::size_t run = indexOf(offset); run < kinds_.size();) {
        if ((kinds_[run] & ~compressedBit) == static_cast<int>(wanted))
            return runOf(run);
        const std::size_t block = run / stride;
        const bool inBlock = block + 1 >= sums_.size() || sums_[block + 1][wanted] != sums_[block][wanted];
        run = inBlock ? run + 1 : (block + 1) * stride;
    }
    return std::nullopt;
}

}  // namespace widgets
