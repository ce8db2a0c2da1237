#include "guest/lvm/layout.h"

#include "guest/doubt.h"
#include "image/field_check.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace engine::lvm {

namespace {

constexpr std::uint64_t sectorSize = 512;
/// Four sectors may hold the label.
constexpr std::uint64_t labelArea = 4 * sectorSize;

Error statusError(const std::string& flag)
{
    return Error(ErrorKind::Unsupported, "lvm.status", {{"flag", flag}});
}

Error segmentTypeError(const std::string& type)
{
    return Error(ErrorKind::Unsupported, "lvm.segmentType", {{"type", type}});
}

template <std::size_t Size>
std::optional<Error> unknownFlag(const std::vector<std::string>& flags,
                                 const std::array<std::string_view, Size>& harmless)
{
    for (const std::string& flag : flags) {
        if (std::find(harmless.begin(), harmless.end(), flag) == harmless.end())
            return statusError(flag);
    }
    return std::nullopt;
}

constexpr std::array<std::string_view, 7> groupFlags{"RESIZEABLE", "READ",         "WRITE",         "CLUSTERED",
                                                     "SHARED",     "WRITE_LOCKED", "NOAUTOACTIVATE"};
constexpr std::array<std::string_view, 1> physicalFlags{"ALLOCATABLE"};
constexpr std::array<std::string_view, 7> logicalFlags{
    "READ", "WRITE", "VISIBLE", "FIXED_MINOR", "WRITE_LOCKED", "ACTIVATION_SKIP", "NOAUTOACTIVATE"};

class Layout {
public:
    Layout(const VolumeGroup& group, const VolumesByUuid& byUuid) : group_(group), byUuid_(byUuid) {}

    void run(PhysicalVolumes& result)
    {
        const std::optional<Error> doubt = groupDoubt();
        collectReferences();
        if (!doubt) {
            placePhysicalVolumes();
            collectUsed();
        }
        for (const VolumeGroup::LogicalVolume& volume : group_.logicalVolumes) {
            if (has(volume.flags, "VISIBLE"))
                result.volumes.push_back(describe(volume, doubt));
        }
        if (!doubt && !physicalVolumesAreNamedElsewhere_)
            result.free = unionOf(result.free, differenceOf(extents_, used_));
    }

private:
    struct Place {
        GuestOffset firstExtent;
        std::uint64_t extents = 0;
    };

    static bool has(const std::vector<std::string>& flags, std::string_view flag)
    {
        return std::find(flags.begin(), flags.end(), flag) != flags.end();
    }

    const FoundVolume* findOnDisk(const std::string& uuid) const
    {
        const auto at = byUuid_.find(uuid);
        return at == byUuid_.end() ? nullptr : at->second;
    }

    /// What speaks against all volumes of the group. Where a physical volume is elsewhere, newer metadata may be there.
    std::optional<Error> groupDoubt() const
    {
        if (const auto flag = unknownFlag(group_.flags, groupFlags))
            return flag;
        for (const VolumeGroup::PhysicalVolume& volume : group_.physicalVolumes) {
            if (!findOnDisk(volume.uuid))
                return Error(ErrorKind::Unsupported, "lvm.missing",
                             {{"volume", volume.uuid},
                              {"group", group_.name},
                              {"device", volume.device},
                              {"bytes", std::min(volume.deviceSectors, UINT64_MAX / sectorSize) * sectorSize}});
            if (has(volume.flags, "MISSING"))
                return Error(ErrorKind::Unsupported, "lvm.wasMissing", {{"volume", volume.uuid}});
            if (const auto flag = unknownFlag(volume.flags, physicalFlags))
                return flag;
        }
        return std::nullopt;
    }

    void collectReferences()
    {
        std::unordered_set<std::string_view> physical;
        for (const VolumeGroup::PhysicalVolume& volume : group_.physicalVolumes)
            physical.insert(volume.name);
        for (const VolumeGroup::LogicalVolume& volume : group_.logicalVolumes) {
            firstTypes_.emplace(volume.name, volume.segments.empty() ? "none" : volume.segments.front().type);
            for (const VolumeGroup::Segment& segment : volume.segments) {
                for (const std::string& name : segment.names) {
                    referrers_.emplace(name, segment.type);
                    if (segment.type != "striped" && physical.contains(name))
                        physicalVolumesAreNamedElsewhere_ = true;
                }
            }
        }
    }

    void placePhysicalVolumes()
    {
        requireAtLeast("extent_size", group_.extentSectors, 1);
        const auto extentBytes = checkedMultiply(group_.extentSectors, sectorSize);
        if (!extentBytes)
            throw fieldError("field.tooLarge", "extent_size", group_.extentSectors, UINT64_MAX / sectorSize);
        extentBytes_ = *extentBytes;
        std::vector<GuestRange> ranges;
        for (const VolumeGroup::PhysicalVolume& volume : group_.physicalVolumes) {
            const GuestRange range = extentRange(volume, *findOnDisk(volume.uuid));
            if (!places_.emplace(volume.name, Place{range.start, volume.extents}).second)
                throw fieldError("field.notAllowed", "physical volumes of one name", 2, 1);
            ranges.push_back(range);
        }
        extents_ = GuestRangeSet::of(std::move(ranges));
    }

    /// All extents of a physical volume, on the disk.
    GuestRange extentRange(const VolumeGroup::PhysicalVolume& volume, const FoundVolume& found) const
    {
        const auto start = checkedMultiply(volume.startSector, sectorSize);
        const auto length = checkedMultiply(volume.extents, extentBytes_);
        requireAtMost("dev_size", volume.deviceSectors, found.place.length / sectorSize);
        if (!start || !length || !fits(*start, *length, found.place.length))
            throw fieldError("field.tooLarge", "pe_count", volume.extents, found.place.length / extentBytes_);
        requireAtLeast("pe_start", *start, labelArea);
        const GuestRange range{found.place.start + *start, *length};
        if (!found.label.kept.restrictedTo(range).empty())
            throw contradiction("LVM2 physical volume", range.start.bytes());
        return range;
    }

    static std::uint64_t stripeExtents(const VolumeGroup::Segment& segment)
    {
        return segment.extents / segment.stripes.size();
    }

    void collectUsed()
    {
        std::vector<GuestRange> ranges;
        for (const VolumeGroup::LogicalVolume& volume : group_.logicalVolumes) {
            for (const VolumeGroup::Segment& segment : volume.segments)
                collectUsed(segment, ranges);
        }
        std::sort(ranges.begin(), ranges.end(), [](auto a, auto b) { return a.start < b.start; });
        for (std::size_t i = 1; i < ranges.size(); ++i) {
            if (ranges[i - 1].end() > ranges[i].start)
                throw contradiction("LVM2 segments", ranges[i].start.bytes());
        }
        used_ = GuestRangeSet::of(std::move(ranges));
    }

    void collectUsed(const VolumeGroup::Segment& segment, std::vector<GuestRange>& ranges) const
    {
        for (const VolumeGroup::Area& area : segment.stripes) {
            const auto place = places_.find(area.volume);
            if (place == places_.end()) {
                if (!firstTypes_.contains(area.volume))
                    throw contradiction("LVM2 segments", 0);
                continue;
            }
            requireStripes(segment);
            if (!fits(area.firstExtent, stripeExtents(segment), place->second.extents))
                throw fieldError("field.tooLarge", "stripes", area.firstExtent, place->second.extents);
            ranges.push_back(
                {place->second.firstExtent + area.firstExtent * extentBytes_, stripeExtents(segment) * extentBytes_});
        }
    }

    /// Each stripe has whole extents of whole chunks, as the kernel demands.
    void requireStripes(const VolumeGroup::Segment& segment) const
    {
        const std::uint64_t count = segment.stripes.size();
        if (segment.extents % count != 0)
            throw fieldError("field.notAllowed", "extent_count", segment.extents, count);
        if (count == 1)
            return;
        requireAtLeast("stripe_size", segment.stripeSectors, 1);
        const std::uint64_t sectors = stripeExtents(segment) * group_.extentSectors;
        if (segment.stripeSectors > sectors || sectors % segment.stripeSectors != 0)
            throw fieldError("field.notAllowed", "stripe_size", segment.stripeSectors, sectors);
    }

    LogicalVolume describe(const VolumeGroup::LogicalVolume& volume, const std::optional<Error>& doubt) const
    {
        LogicalVolume described;
        described.name = group_.name + '/' + volume.name;
        described.uuid = volume.uuid;
        described.length = lengthOf(volume);
        described.reason = doubt ? doubt : doubtOf(volume);
        if (!described.reason)
            described.mapping = mappingOf(volume);
        return described;
    }

    /// 0 where the numbers make no sense.
    std::uint64_t lengthOf(const VolumeGroup::LogicalVolume& volume) const
    {
        std::uint64_t extents = 0;
        for (const VolumeGroup::Segment& segment : volume.segments)
            extents = checkedAdd(extents, segment.extents).value_or(0);
        const auto sectors = checkedMultiply(extents, group_.extentSectors);
        return sectors ? checkedMultiply(*sectors, sectorSize).value_or(0) : 0;
    }

    std::optional<Error> doubtOf(const VolumeGroup::LogicalVolume& volume) const
    {
        if (volume.segments.empty())
            return segmentTypeError("none");
        for (const VolumeGroup::Segment& segment : volume.segments) {
            if (segment.type != "striped")
                return segmentTypeError(segment.type);
            for (const VolumeGroup::Area& area : segment.stripes) {
                if (!places_.contains(area.volume))
                    return segmentTypeError(firstTypes_.at(area.volume));
            }
        }
        // A snapshot reads from its origin what the origin's file system has given up.
        if (const auto referrer = referrers_.find(volume.name); referrer != referrers_.end())
            return segmentTypeError(referrer->second);
        return unknownFlag(volume.flags, logicalFlags);
    }

    VolumeMapping mappingOf(const VolumeGroup::LogicalVolume& volume) const
    {
        std::vector<VolumeMapping::Segment> segments;
        for (const VolumeGroup::Segment& segment : volume.segments) {
            VolumeMapping::Segment mapped;
            mapped.length = segment.extents * extentBytes_;
            mapped.stripeSize = segment.stripeSectors * sectorSize;
            for (const VolumeGroup::Area& area : segment.stripes)
                mapped.stripes.push_back(places_.at(area.volume).firstExtent + area.firstExtent * extentBytes_);
            segments.push_back(std::move(mapped));
        }
        return VolumeMapping(std::move(segments));
    }

    const VolumeGroup& group_;
    const VolumesByUuid& byUuid_;
    std::uint64_t extentBytes_ = 0;
    std::unordered_map<std::string, Place> places_;
    std::unordered_map<std::string, std::string> firstTypes_;
    std::unordered_map<std::string, std::string> referrers_;  ///< name -> type of a segment that names it
    bool physicalVolumesAreNamedElsewhere_ = false;
    GuestRangeSet extents_;
    GuestRangeSet used_;
};

}  // namespace

void layOut(const VolumeGroup& group, const VolumesByUuid& found, PhysicalVolumes& result)
{
    Layout(group, found).run(result);
}

}  // namespace engine::lvm
