#include "guest/guest.h"

#include "guest/chain_source.h"
#include "guest/doubt.h"
#include "guest/joined_disks.h"
#include "guest/lvm/physical_volumes.h"
#include "guest/saved_machine.h"
#include "guest/volume_place.h"
#include "guest/volume_reader.h"
#include "guest/vouching/vouching.h"

#include <algorithm>

namespace engine {

namespace {

/// What a chain may cost to read: a sound file system is never read many times over, and what no layer stores is cheap.
std::uint64_t readLimitFor(const Chain& chain)
{
    std::uint64_t stored = 0;
    for (const Layer& layer : chain.layers())
        stored += std::min(layer.status->length, std::uint64_t{1} << 50);
    constexpr std::uint64_t always = 256ULL << 20;
    constexpr std::uint64_t mostForSize = 16ULL << 30;
    return always + 8 * stored + std::min(chain.virtualSize() / 1024, mostForSize);
}

/// Nothing on the disk counts as free any more; the volumes keep their states.
void refuseAll(Guest& guest, const Error& reason)
{
    for (Volume& volume : guest.volumes) {
        if (!volume.trimmable())
            continue;
        volume.reason = reason;
        volume.free = {};
    }
    guest.free = {};
}

/// What is not trimmable is of unknown use.
void addUnknown(Guest& guest)
{
    std::vector<GuestRange> unknown(guest.unknown.ranges().begin(), guest.unknown.ranges().end());
    for (const Volume& volume : guest.volumes) {
        if (!volume.trimmable())
            volume.mapping.visitPlaces({VolumeOffset(0), volume.mapping.size()},
                                       [&unknown](GuestRange place) { unknown.push_back(place); });
    }
    guest.unknown = GuestRangeSet::of(std::move(unknown));
}

/// Finds the volumes of a disk and reads them one after the other.
class GuestReader {
public:
    GuestReader(std::shared_ptr<const BlockSource> disk, std::uint64_t readLimit, const GuestOptions& options,
                Progress& progress)
        : disk_(std::move(disk)), options_(options), reader_(disk_, readLimit, options), progress_(progress)
    {
    }

    Guest run()
    {
        readTable();
        guest_.free = guest_.table.free;
        if (guest_.table.kind == PartitionTableKind::None && !guest_.table.refusal && disk_->size() > 0)
            add({GuestOffset(0), disk_->size()}, 0);
        for (const Partition& partition : guest_.table.partitions)
            addPartition(partition);
        addLogicalVolumes();
        vouching::heedVouching(disk_, guest_.table, guest_.volumes);
        heedHibernation();
        sumUp();
        return std::move(guest_);
    }

private:
    /// An image whose content cannot be read has no table that could be trusted.
    void readTable()
    {
        try {
            guest_.table = readPartitionTable(*disk_);
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
                throw;
            guest_.table.refusal = error;
        }
    }

    void addPartition(const Partition& partition)
    {
        if (partition.role == PartitionRole::Extended)
            return;
        if (partition.role != PartitionRole::MicrosoftReserved) {
            add(partition.range, partition.number);
            Volume& added = guest_.volumes.back();
            if (isForBootLoader(partition) && added.reason && added.reason->code() == "volume.noSignature") {
                added.facts.type = bootLoaderType;
                added.reason = volumeNotRead(added.facts.type);
            }
            return;
        }
        Volume volume = unread(VolumeMapping(partition.range), "msr", volumeNotRead("msr"));
        volume.partition = partition.number;
        guest_.volumes.push_back(std::move(volume));
    }

    void add(GuestRange range, unsigned partition)
    {
        ++progress_.total;
        Volume volume = reader_.read(VolumeMapping(range), guest_.table.refusal);
        volume.partition = partition;
        guest_.volumes.push_back(std::move(volume));
        ++progress_.done;
    }

    /// Physical volumes stay in the list, as what holds the logical ones.
    void addLogicalVolumes()
    {
        std::vector<GuestRange> places;
        for (const Volume& volume : guest_.volumes) {
            if (volume.trimmable() && volume.facts.type == VolumeReader::physicalVolume)
                places.push_back({volume.mapping.start(), volume.mapping.size()});
        }
        if (places.empty())
            return;
        lvm::PhysicalVolumes found = readPhysicalVolumes(std::move(places));
        for (Volume& volume : guest_.volumes) {
            if (found.reason && volume.facts.type == VolumeReader::physicalVolume)
                VolumeReader::refuse(volume, *found.reason);
        }
        if (found.reason)
            return;
        for (Volume& volume : guest_.volumes) {
            if (volume.trimmable() && volume.facts.type == VolumeReader::physicalVolume)
                volume.free = found.free.restrictedTo({volume.mapping.start(), volume.mapping.size()});
        }
        progress_.total += found.volumes.size();
        for (lvm::LogicalVolume& logical : found.volumes) {
            Volume volume = logical.mapping ? reader_.read(std::move(*logical.mapping), logical.reason)
                                            : unread(VolumeMapping(GuestRange{}), "", *logical.reason);
            volume.logicalVolume = std::move(logical.name);
            if (volume.mapping.size() == 0)
                volume.facts.length = logical.length;
            guest_.volumes.push_back(std::move(volume));
            ++progress_.done;
        }
    }

    /// Together with those of the other disks; what lies there is nobody's business here.
    lvm::PhysicalVolumes readPhysicalVolumes(std::vector<GuestRange> places) const
    {
        JoinedDisks disks(disk_);
        for (const auto& other : options_.beside) {
            disks.add(other);
            for (const GuestRange place : physicalVolumesOn(other))
                places.push_back({place.start + disks.lastStart(), place.length});
        }
        lvm::PhysicalVolumes found = lvm::read(disks, places);
        const GuestRange own{GuestOffset(0), disk_->size()};
        found.free = found.free.restrictedTo(own);
        std::erase_if(found.volumes, [&](lvm::LogicalVolume& volume) {
            if (!volume.mapping)
                return false;
            const GuestRangeSet pieces =
                volume.mapping->toDisk(VolumeRangeSet::of({{VolumeOffset(0), volume.mapping->size()}}));
            const std::uint64_t here = pieces.restrictedTo(own).total();
            if (here > 0 && here < volume.mapping->size()) {
                volume.mapping.reset();
                volume.reason = Error(ErrorKind::Unsupported, "lvm.elsewhere", {{"bytes", volume.length - here}});
            }
            return here == 0;
        });
        return found;
    }

    static Volume unread(VolumeMapping mapping, std::string type, Error reason)
    {
        Volume volume(std::move(mapping));
        volume.facts.type = std::move(type);
        VolumeReader::refuse(volume, std::move(reason));
        return volume;
    }

    /// A suspended system has every volume in memory that it had mounted, not only the one that it sleeps in, and the
    /// tables that it found.
    void heedHibernation()
    {
        const auto asleep = [](const Volume& volume) { return volume.facts.state == VolumeState::Hibernated; };
        const auto found = std::find_if(guest_.volumes.begin(), guest_.volumes.end(), asleep);
        if (found != guest_.volumes.end())
            refuseAll(guest_, Error(ErrorKind::Unsupported, "disk.hibernated", placeOf(*found)));
    }

    void sumUp()
    {
        std::sort(guest_.volumes.begin(), guest_.volumes.end(),
                  [](const Volume& a, const Volume& b) { return a.mapping.start() < b.mapping.start(); });
        addUnknown(guest_);
        std::vector<GuestRange> free(guest_.free.ranges().begin(), guest_.free.ranges().end());
        for (const Volume& volume : guest_.volumes)
            free.insert(free.end(), volume.free.ranges().begin(), volume.free.ranges().end());
        guest_.free = GuestRangeSet::of(std::move(free));
        if (guest_.table.refusal)
            guest_.unknown = GuestRangeSet::of({{GuestOffset(0), disk_->size()}});
        guest_.free = differenceOf(guest_.free, guest_.unknown);
    }

    std::shared_ptr<const BlockSource> disk_;
    const GuestOptions& options_;
    VolumeReader reader_;
    Progress& progress_;
    Guest guest_;
};

}  // namespace

const Volume* Guest::volumeAt(GuestOffset offset) const
{
    // Logical volumes come after the physical one that they lie in.
    const Volume* found = nullptr;
    for (const Volume& volume : volumes) {
        if (volume.mapping.toVolume(offset))
            found = &volume;
    }
    return found;
}

Guest readGuest(std::shared_ptr<const BlockSource> disk, std::uint64_t readLimit, const GuestOptions& options,
                Progress& progress)
{
    return GuestReader(std::move(disk), readLimit, options, progress).run();
}

Guest readGuest(const Chain& chain, const GuestOptions& options, Progress& progress, std::stop_token stop)
{
    chain.requireComplete();
    Guest guest = readGuest(std::make_shared<ChainSource>(chain, stop), readLimitFor(chain), options, progress);
    if (const auto saved = savedMachine(chain, stop)) {
        refuseAll(guest, *saved);
        addUnknown(guest);
    }
    return guest;
}

}  // namespace engine
