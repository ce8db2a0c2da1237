#include "guest/lvm/physical_volumes.h"

#include "guest/doubt.h"
#include "guest/lvm/label.h"
#include "guest/lvm/layout.h"
#include "guest/lvm/metadata_area.h"
#include "guest/lvm/volume_group.h"

#include <list>
#include <string_view>
#include <unordered_map>
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
        collectVolumes();
        for (const FoundVolume& volume : found_)
            readMetadata(volume);
        requireMembership();
        PhysicalVolumes result;
        for (const Known& known : groups_)
            layOut(known.group, byUuid_, result);
        return result;
    }

private:
    struct Known {
        std::string text;
        VolumeGroup group;
        std::unordered_set<std::string_view> members;  ///< uuids
    };

    void collectVolumes()
    {
        for (const FoundVolume& volume : found_) {
            if (!byUuid_.emplace(volume.label.uuid, &volume).second)
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
        const auto same = byText_.find(text);
        const Known& known = same != byText_.end() ? *same->second : addGroup(text);
        if (!known.members.contains(volume.label.uuid))
            throw contradiction("LVM2 metadata", volume.place.start.bytes());
    }

    const Known& addGroup(const std::string& text)
    {
        if ((textBytes_ += text.size()) > mostTextBytes)
            throw Error(ErrorKind::Refused, "field.tooLarge",
                        {{"field", std::string("LVM2 metadata")}, {"value", textBytes_}, {"limit", mostTextBytes}});
        VolumeGroup group = parseVolumeGroup(text);
        for (const auto& [index, key] : {std::pair(&groupsByUuid_, &group.uuid), {&groupsByName_, &group.name}}) {
            if (const auto known = index->find(*key); known != index->end())
                throw Error(ErrorKind::Corrupt, "lvm.copies",
                            {{"group", group.name},
                             {"first", known->second->group.sequenceNumber},
                             {"second", group.sequenceNumber}});
        }
        Known& known = groups_.emplace_back(Known{text, std::move(group), {}});
        for (const VolumeGroup::PhysicalVolume& member : known.group.physicalVolumes) {
            if (known.members.insert(member.uuid).second)
                ++memberships_[member.uuid];
        }
        byText_.emplace(known.text, &known);
        groupsByUuid_.emplace(known.group.uuid, &known);
        groupsByName_.emplace(known.group.name, &known);
        return known;
    }

    /// Each volume is in one group at most; one that is in use is in one.
    void requireMembership() const
    {
        for (const FoundVolume& volume : found_) {
            const auto counted = memberships_.find(volume.label.uuid);
            const std::size_t groups = counted == memberships_.end() ? 0 : counted->second;
            if (groups > 1)
                throw contradiction("LVM2 metadata", volume.place.start.bytes());
            if (groups == 0 && (volume.label.isUsed || volume.label.metadataAreas.empty()))
                throw Error(ErrorKind::Unsupported, "lvm.noMetadata", {{"volume", volume.label.uuid}});
        }
    }

    const BlockSource& disk_;
    std::span<const GuestRange> places_;
    std::vector<FoundVolume> found_;
    VolumesByUuid byUuid_;
    std::list<Known> groups_;  ///< whose texts the maps below refer to
    std::unordered_map<std::string_view, const Known*> byText_;
    std::unordered_map<std::string_view, const Known*> groupsByUuid_;
    std::unordered_map<std::string_view, const Known*> groupsByName_;
    std::unordered_map<std::string_view, std::size_t> memberships_;  ///< of a volume's uuid
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
