#include "plan/diagnosis/stored_zeros.h"

#include "bytes/checked.h"
#include "plan/kept_content.h"
#include "plan/merge_input.h"

namespace engine {

namespace {

/// Content is read in pieces of this size; a multiple of every cluster size.
constexpr std::uint64_t chunkBytes = 2 << 20;
constexpr std::uint64_t rawUnit = 4 << 10;

void appendZeroUnits(GuestRange range, std::uint64_t unit, std::span<const std::byte> bytes, GuestRangeSet& zeros)
{
    for (std::uint64_t at = 0; at < range.length;) {
        const std::uint64_t unitEnd = alignDown((range.start + at).bytes(), unit) + unit - range.start.bytes();
        const std::uint64_t length = std::min(range.length, unitEnd) - at;
        if (isZero(bytes.subspan(at, length)))
            zeros.append({range.start + at, length});
        at += length;
    }
}

}  // namespace

std::uint64_t allocationUnit(const ImageInfo& info) noexcept
{
    return info.clusterSize == 0 ? rawUnit : info.subclusterSize;
}

GuestRangeSet findStoredZeros(const Image& image, const ExtentMap& own, const GuestRangeSet& wanted, Progress& progress,
                              const std::stop_token& stop)
{
    const std::uint64_t unit = allocationUnit(image.info());
    const ExtentMap candidates = own.intersectedWith(roundOutwards(wanted, unit, own.size()));
    progress.total += candidates.totals().stored();
    std::vector<std::byte> buffer(chunkBytes);
    GuestRangeSet zeros;
    for (const Extent& extent : candidates.extents()) {
        for (GuestOffset position = extent.start; extent.isStored() && position < extent.end();) {
            throwIfStopped(stop);
            const GuestOffset chunkEnd(alignDown(position.bytes(), chunkBytes) + chunkBytes);
            const Extent part = extent.within(GuestRange::between(position, std::min(chunkEnd, extent.end())));
            const auto bytes = std::span(buffer).first(part.length);
            image.read(part, bytes);
            appendZeroUnits(part.range(), unit, bytes, zeros);
            progress.done += part.length;
            position = part.end();
        }
    }
    return zeros;
}

}  // namespace engine
