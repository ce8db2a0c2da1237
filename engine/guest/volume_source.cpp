#include "guest/volume_source.h"

#include "bytes/checked.h"
#include "bytes/error.h"

namespace engine {

VolumeSource::VolumeSource(std::shared_ptr<const BlockSource> disk, VolumeMapping mapping, std::uint64_t readLimit)
    : disk_(std::move(disk)), mapping_(std::move(mapping)), readLimit_(readLimit)
{
}

void VolumeSource::read(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!fits(offset, out.size(), size()))
        throw Error(ErrorKind::Refused, "volume.outside",
                    {{"value", offset}, {"length", std::uint64_t{out.size()}}, {"limit", size()}});
    constexpr std::uint64_t readCost = 4096;
    if ((read_ += out.size() + readCost) > readLimit_)
        throw Error(ErrorKind::Refused, "volume.readLimit", {{"limit", readLimit_}});
    mapping_.visit({VolumeOffset(offset), out.size()}, [&](GuestRange piece) {
        disk_->read(piece.start.bytes(), out.first(piece.length));
        out = out.subspan(piece.length);
    });
}

}  // namespace engine
