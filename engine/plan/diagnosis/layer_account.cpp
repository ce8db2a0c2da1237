#include "plan/diagnosis/layer_account.h"

#include "bytes/checked.h"
#include "guest/behind.h"
#include "image/external_data.h"
#include "plan/diagnosis/stored_zeros.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::array<std::string_view, partCount> names{
    "live",    "rounding", "unknown",  "behind",       "garbage", "duplicate",   "zero",   "hidden",   "snapshots",
    "bitmaps", "leaked",   "metadata", "preallocated", "unused",  "compression", "shared", "elsewhere"};

/// What of the layer's data lies in holes of its file, in whole units: nobody has written it.
GuestRangeSet unwritten(const Image& image, const ExtentMap& own, const std::stop_token& stop)
{
    const File& file = image.plainFile() ? *image.plainFile() : image.file();
    const HostRangeSet written = file.dataRanges({HostOffset(0), file.length()}, stop);
    const std::uint64_t unit = allocationUnit(image.info());
    GuestRangeSet holes;
    for (const Extent& extent : own.extents()) {
        if (extent.state != ExtentState::Data)
            continue;
        const HostRangeSet empty = written.complementIn({extent.host, extent.length});
        for (const HostRange& range : empty.ranges()) {
            const GuestRange guest{extent.start + (range.start - extent.host), range.length};
            const GuestRangeSet whole = roundInwards(GuestRangeSet::of({guest}), unit, own.size());
            for (const GuestRange& units : whole.ranges())
                holes.append(units);
        }
    }
    return holes;
}

class Accountant {
public:
    Accountant(const LayerFacts& facts, bool exact, Progress& progress, const std::stop_token& stop)
        : facts_(facts), image_(*facts.layer.image), own_(facts.map.own), exact_(exact), progress_(progress),
          stop_(stop)
    {
    }

    LayerAccount run()
    {
        classifyGuest();
        if (image_.info().format == "qcow2")
            countQcow2();
        else
            countPlain();
        return std::move(account_);
    }

private:
    void classifyGuest();
    GuestRangeSet rangesOf(Part part) const;
    void countQcow2();
    void countPlain();
    /// Where the layer's data lies in the file, and what of it is counted otherwise.
    HostRangeSet placeData();
    void placeCompressed(const HostRangeSet& data, HostRangeSet& taken);
    HostRange tailOfDisk() const;
    void add(Part part, std::uint64_t bytes) { account_.bytes[part] += static_cast<std::int64_t>(bytes); }
    void addGuest(Part part, const GuestRangeSet& ranges)
    {
        if (!externalDataFile(image_))
            add(part, ranges.total());
    }
    void takeOff(Part part, std::uint64_t bytes) { account_.bytes[part] -= static_cast<std::int64_t>(bytes); }
    void addHost(Part part, const HostRangeSet& ranges)
    {
        account_.host[part] = unionOf(account_.host[part], ranges);
        add(part, ranges.total());
    }

    const LayerFacts& facts_;
    const Image& image_;
    const ExtentMap& own_;
    const bool exact_;
    Progress& progress_;
    const std::stop_token& stop_;
    LayerAccount account_;
    GuestRangeSet left_;  ///< stored, and not told apart yet
};

void Accountant::classifyGuest()
{
    left_ = own_.select({ExtentState::Data, ExtentState::Compressed});
    for (const Part part : guestParts) {
        account_.guest[part] = intersectionOf(left_, rangesOf(part));
        left_ = differenceOf(left_, account_.guest[part]);
        addGuest(part, account_.guest[part]);
    }
    addGuest(Part::Live, left_);
    account_.guest[Part::Live] = std::move(left_);
}

GuestRangeSet Accountant::rangesOf(Part part) const
{
    switch (part) {
    case Part::Preallocated:
        return unwritten(image_, own_, stop_);
    case Part::Hidden:
        return facts_.map.hidden;
    case Part::Garbage:
        return facts_.use.garbage;
    case Part::Zero:
        return exact_ ? findStoredZeros(image_, own_, left_, progress_, stop_) : GuestRangeSet();
    case Part::Duplicate:
        return facts_.map.duplicate.value_or(GuestRangeSet());
    case Part::Unknown:
        return facts_.guest.unknown;
    case Part::Behind:
        return behindFileSystems(facts_.guest);
    default:
        return facts_.guest.free;
    }
}

HostRangeSet Accountant::placeData()
{
    if (externalDataFile(image_))
        return {};
    std::vector<HostRange> places;
    std::uint64_t guestBytes = 0;
    for (const Extent& extent : own_.extents()) {
        if (extent.state != ExtentState::Data)
            continue;
        places.push_back({extent.host, extent.length});
        guestBytes += extent.length;
    }
    const HostRangeSet all = HostRangeSet::of(std::move(places));
    takeOff(Part::Shared, guestBytes - all.total());
    HostRangeSet inFile = intersectionOf(all, account_.use->content);
    takeOff(Part::Elsewhere, all.total() - inFile.total());
    return inFile;
}

void Accountant::placeCompressed(const HostRangeSet& data, HostRangeSet& taken)
{
    const std::uint64_t clusterSize = image_.info().clusterSize;
    std::vector<HostRange> places;
    std::uint64_t guestBytes = 0;
    for (const Extent& extent : own_.extents()) {
        if (extent.state != ExtentState::Compressed)
            continue;
        guestBytes += extent.length;
        const std::uint64_t start = alignDown(extent.host.bytes(), clusterSize);
        const std::uint64_t end = divideUp(extent.host.bytes() + extent.storedLength, clusterSize) * clusterSize;
        places.push_back(HostRange::between(HostOffset(start), HostOffset(end)));
    }
    const HostRangeSet streams =
        differenceOf(intersectionOf(HostRangeSet::of(std::move(places)), account_.use->content), data);
    account_.bytes[Part::Compression] = static_cast<std::int64_t>(streams.total() - guestBytes);
    taken = unionOf(taken, streams);
}

HostRange Accountant::tailOfDisk() const
{
    const auto extents = own_.extents();
    if (extents.empty() || extents.back().state != ExtentState::Data || extents.back().end().bytes() != own_.size())
        return {};
    const HostOffset end = extents.back().host + extents.back().length;
    const std::uint64_t past = own_.size() % image_.info().subclusterSize;
    return {end, past == 0 ? 0 : image_.info().subclusterSize - past};
}

void Accountant::countQcow2()
{
    account_.use = qcow2::readHostUse(image_.file(), qcow2::readHeader(image_.file()), stop_);
    const qcow2::HostUse& use = *account_.use;
    const HostRangeSet data = placeData();
    HostRangeSet taken = data;
    placeCompressed(data, taken);
    const HostRangeSet tail = intersectionOf(HostRangeSet::of({tailOfDisk()}), differenceOf(use.content, taken));
    addHost(Part::Rounding, tail);
    taken = unionOf(taken, tail);
    addHost(Part::Preallocated, differenceOf(use.content, taken));
    addHost(Part::Metadata, use.metadata);
    addHost(Part::Bitmaps, use.bitmaps);
    addHost(Part::Snapshots, use.snapshotOnly);
    addHost(Part::Leaked, use.leaked);
    addHost(Part::Unused, use.unused);
}

void Accountant::countPlain()
{
    HostRangeSet data;
    for (const Extent& extent : own_.extents()) {
        if (extent.state == ExtentState::Data)
            data.append({extent.host, extent.length});
    }
    const HostRange file{HostOffset(0), image_.file().length()};
    const HostRangeSet inFile = data.restrictedTo(file);
    takeOff(Part::Elsewhere, data.total() - inFile.total());
    addHost(Part::Preallocated, inFile.complementIn(file));
}

}  // namespace

std::string_view name(Part part) noexcept
{
    return names[static_cast<std::size_t>(part)];
}

PartBytes& PartBytes::operator+=(const PartBytes& other) noexcept
{
    for (std::size_t part = 0; part < partCount; ++part)
        values[part] += other.values[part];
    return *this;
}

LayerAccount accountOf(const LayerFacts& facts, bool exact, Progress& progress, const std::stop_token& stop)
{
    return Accountant(facts, exact, progress, stop).run();
}

}  // namespace engine
