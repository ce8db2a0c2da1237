#include "guest/lvm/physical_volumes.h"

#include "guest/doubt.h"
#include "guest/lvm/label.h"
#include "guest/lvm/layout.h"
#include "guest/lvm/metadata_area.h"
#include "guest/lvm/volume_group.h"

#include <algorithm>
#include <list>
#include <unordered_set>

namespace engine::lvm {

namespace {

/// Of all different texts on a disk. LVM2 makes areas of 1 MiB; two copies of a text of 400 KiB fit.
constexpr std::uint64_t mostTextBytes = 8 << 20;

class Reader {
public:
    Reader(const BlockSource& disk, std::span<const GuestRange> places) : disk_(disk), places_(places) {}

    PhysicalVolumes read()
    {
        for (const GuestRange place : places_)
            found_.push_back({place, readLabel(disk_, place)});
        requireDifferentVolumes();
        for (const FoundVolume& volume : found_)
            readMetadata(volume);
        requireMembership();
        PhysicalVolumes result;
        for (const Known& known : groups_)
            layOut(known.group, found_, result);
        return result;
    }

private:
    struct Known {
        std::string text;
        VolumeGroup group;
    };

    void requireDifferentVolumes() const
    {
        std::unordered_set<std::string> uuids;
        for (const FoundVolume& volume : found_) {
            if (!uuids.insert(volume.label.uuid).second)
                throw contradiction("LVM2 label", volume.place.start.bytes());
        }
    }

    void readMetadata(const FoundVolume& volume)
    {
        for (const GuestRange area : volume.label.metadataAreas) {
            const auto text = readMetadataText(disk_, volume.place, area, mostTextBytes);
            if (text)
                addText(*text, volume);
        }
    }

    /// All copies of a group's text are the same to the byte.
    void addText(const std::string& text, const FoundVolume& volume)
    {
        const auto same = std::find_if(groups_.begin(), groups_.end(), [&](auto& known) { return known.text == text; });
        const VolumeGroup& group = same != groups_.end() ? same->group : addGroup(text);
        if (!isMember(group, volume))
            throw contradiction("LVM2 metadata", volume.place.start.bytes());
    }

    const VolumeGroup& addGroup(const std::string& text)
    {
        if ((textBytes_ += text.size()) > mostTextBytes)
            throw Error(ErrorKind::Refused, "field.tooLarge",
                        {{"field", std::string("LVM2 metadata")}, {"value", textBytes_}, {"limit", mostTextBytes}});
        VolumeGroup group = parseVolumeGroup(text);
        for (const Known& known : groups_) {
            if (known.group.uuid == group.uuid || known.group.name == group.name)
                throw Error(
                    ErrorKind::Corrupt, "lvm.copies",
                    {{"group", group.name}, {"first", known.group.sequenceNumber}, {"second", group.sequenceNumber}});
        }
        groups_.push_back({text, std::move(group)});
        return groups_.back().group;
    }

    static bool isMember(const VolumeGroup& group, const FoundVolume& volume)
    {
        return std::any_of(group.physicalVolumes.begin(), group.physicalVolumes.end(),
                           [&](const auto& member) { return member.uuid == volume.label.uuid; });
    }

    /// Each volume is in one group at most; one that is in use is in one.
    void requireMembership() const
    {
        for (const FoundVolume& volume : found_) {
            const auto groups = std::count_if(groups_.begin(), groups_.end(),
                                              [&](const Known& known) { return isMember(known.group, volume); });
            if (groups > 1)
                throw contradiction("LVM2 metadata", volume.place.start.bytes());
            if (groups == 0 && (volume.label.isUsed || volume.label.metadataAreas.empty()))
                throw Error(ErrorKind::Unsupported, "lvm.noMetadata", {{"volume", volume.label.uuid}});
        }
    }

    const BlockSource& disk_;
    std::span<const GuestRange> places_;
    std::vector<FoundVolume> found_;
    std::list<Known> groups_;
    std::uint64_t textBytes_ = 0;
};

}  // namespace

PhysicalVolumes read(const BlockSource& disk, std::span<const GuestRange> places)
{
    try {
        return Reader(disk, places).read();
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        PhysicalVolumes refused;
        refused.reason = error;
        return refused;
    }
}

}  // namespace engine::lvm
