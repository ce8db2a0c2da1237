#include "plan/returned_bytes.h"

#include "bytes/checked.h"
#include "storage/removed_files.h"

namespace engine {

namespace {

/// As the writer does it: whole blocks, and not for less than this.
constexpr std::uint64_t blockBytes = 4096;
constexpr std::uint64_t leastShared = 64 << 10;

/// What of the run lies in blocks that stay.
std::uint64_t stayingBytes(const StoredRun& run, const RemovedFiles& removed)
{
    const bool aligned = (run.guest.start.bytes() - run.host.bytes()) % blockBytes == 0;
    if (!run.file || !aligned)
        return 0;
    const std::uint64_t start = divideUp(run.host.bytes(), blockBytes) * blockBytes;
    const std::uint64_t end = alignDown(run.host.bytes() + run.guest.length, blockBytes);
    if (end < start + leastShared)
        return 0;
    return removed.staying(run.file->status().identity)
        .restrictedTo(HostRange::between(HostOffset(start), HostOffset(end)))
        .total();
}

/// What a new image shares with files that stay.
std::uint64_t sharedWithStaying(const NewImage& made, const RemovedFiles& removed, const std::stop_token& stop)
{
    const ImagePlan& image = made.image;
    if (image.compression != Compression::None || removed.returned().sharedBytes == 0)
        return 0;
    std::uint64_t bytes = 0;
    for (const GuestRange& range : image.result.data.ranges()) {
        throwIfStopped(stop);
        made.content.visitStored(range, [&](const StoredRun& run) { bytes += stayingBytes(run, removed); });
    }
    return bytes;
}

}  // namespace

ReturnedBytes planReturn(const std::vector<PlannedSource>& sources, std::span<const NewImage> images, PlanNotes& notes,
                         const std::stop_token& stop)
{
    std::vector<std::filesystem::path> superseded;
    for (const PlannedSource& source : sources)
        if (source.superseded)
            superseded.push_back(source.path);
    const RemovedFiles removed(superseded, stop);
    const ReturnedSpace& space = removed.returned();
    ReturnedBytes returned{static_cast<std::int64_t>(space.bytes), space.exact};
    for (const NewImage& made : images) {
        const std::uint64_t size = divideUp(made.image.diskSize, blockBytes) * blockBytes;
        const std::uint64_t shared = sharedWithStaying(made, removed, stop);
        returned.bytes -= static_cast<std::int64_t>(size - std::min(size, shared));
        returned.exact = returned.exact && shared == 0;
    }
    if (space.sharedBytes > 0)
        notes.cautions.push_back({"plan.spaceShared", {{"bytes", space.sharedBytes}}});
    if (space.linkedBytes > 0)
        notes.cautions.push_back({"plan.spaceLinked", {{"bytes", space.linkedBytes}}});
    return returned;
}

}  // namespace engine
