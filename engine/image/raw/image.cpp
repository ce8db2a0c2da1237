#include "image/raw/image.h"

#include "bytes/checked.h"

namespace engine::raw {

RawImage::RawImage(File file) : file_(std::move(file))
{
    info_.format = "raw";
    info_.virtualSize = checkedAlignUp(file_.length(), 512).value_or(file_.length());
    info_.subclusterSize = 512;
}

ExtentMap RawImage::map(GuestRange window, std::stop_token stop) const
{
    ExtentMap map(info_.virtualSize);
    window = intersection(window, GuestRange{GuestOffset(0), info_.virtualSize});
    // A raw disk's guest and host offsets are the same numbers.
    const auto append = [&map](std::uint64_t start, std::uint64_t end, ExtentState state) {
        if (end > start)
            map.append({GuestOffset(start), end - start, HostOffset(start), 0, state});
    };
    std::uint64_t position = window.start.bytes();
    const HostRangeSet data = file_.dataRanges({HostOffset(position), window.length}, stop);
    for (const HostRange& range : data.ranges()) {
        append(position, range.start.bytes(), ExtentState::Zero);
        append(range.start.bytes(), range.end().bytes(), ExtentState::Data);
        position = range.end().bytes();
    }
    append(position, window.end().bytes(), ExtentState::Zero);
    return map;
}

void RawImage::read(const Extent& extent, std::span<std::byte> out) const
{
    file_.readPadded(extent.host.bytes(), out);
}

StorageUse RawImage::storageUse(std::stop_token) const
{
    return {};
}

}  // namespace engine::raw
