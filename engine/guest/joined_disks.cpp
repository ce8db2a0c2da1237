#include "guest/joined_disks.h"

#include "bytes/checked.h"
#include "bytes/error.h"
#include "guest/lvm/physical_volumes.h"
#include "guest/partition_table.h"
#include "guest/volume_source.h"

#include <algorithm>

namespace engine {

void JoinedDisks::add(std::shared_ptr<const BlockSource> disk)
{
    const auto size = checkedAdd(size_, disk->size());
    if (!size)
        throw Error(ErrorKind::Refused, "volume.outside",
                    {{"value", size_}, {"length", disk->size()}, {"limit", UINT64_MAX}});
    starts_.push_back(size_);
    size_ = *size;
    disks_.push_back(std::move(disk));
}

void JoinedDisks::read(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!fits(offset, out.size(), size_))
        throw Error(ErrorKind::Refused, "volume.outside",
                    {{"value", offset}, {"length", std::uint64_t{out.size()}}, {"limit", size_}});
    while (!out.empty()) {
        const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
        const auto index = static_cast<std::size_t>(after - starts_.begin()) - 1;
        const std::uint64_t inside = offset - starts_[index];
        const auto length = std::min<std::uint64_t>(out.size(), disks_[index]->size() - inside);
        disks_[index]->read(inside, out.first(length));
        out = out.subspan(length);
        offset += length;
    }
}

std::vector<GuestRange> physicalVolumesOn(const std::shared_ptr<const BlockSource>& disk)
{
    const PartitionTable table = readPartitionTable(*disk);
    std::vector<GuestRange> places;
    if (table.refusal)
        return places;
    if (table.kind == PartitionTableKind::None)
        places.push_back({GuestOffset(0), disk->size()});
    for (const Partition& partition : table.partitions) {
        if (partition.role != PartitionRole::Extended)
            places.push_back(partition.range);
    }
    std::erase_if(places, [&](GuestRange place) {
        return !lvm::recognises(VolumeSource(disk, VolumeMapping(place), UINT64_MAX));
    });
    return places;
}

}  // namespace engine
