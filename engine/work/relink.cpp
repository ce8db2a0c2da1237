#include "work/relink.h"

#include "bytes/reason.h"
#include "image/qcow2/header.h"
#include "storage/image_lock.h"
#include "work/sparse_write.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::uint64_t chunkBytes = 4 << 20;

/// Calls visit(offset, bytes) for all that the file system stores of a file.
template <class Visit>
void visitData(const File& file, const std::stop_token& stop, Visit&& visit)
{
    const HostRangeSet data = file.dataRanges({HostOffset(0), file.length()}, stop);
    std::vector<std::byte> buffer(chunkBytes);
    for (const HostRange& range : data.ranges()) {
        for (std::uint64_t done = 0; done < range.length;) {
            throwIfStopped(stop);
            const auto bytes = std::span(buffer).first(std::min(chunkBytes, range.length - done));
            file.read(range.start.bytes() + done, bytes);
            visit(range.start.bytes() + done, bytes);
            done += bytes.size();
        }
    }
}

/// True where the blocks are shared, so that there is nothing to verify.
bool copyContent(const File& from, const File& to, RunProgress& progress, const std::stop_token& stop)
{
    to.resize(from.length());
    if (from.length() > 0 && to.clone(from, {HostOffset(0), from.length()}, HostOffset(0)) == File::Clone::Done)
        return true;
    visitData(from, stop, [&](std::uint64_t at, std::span<const std::byte> bytes) {
        writeSparse(to, HostOffset(at), bytes);
        progress.done += bytes.size();
    });
    return false;
}

Error unexpected(const RelinkPlan& plan)
{
    return Error(ErrorKind::Corrupt, "relink.unexpected").at(plan.overlay);
}

/// Everything behind the header is as it was.
void requireSameContent(const RelinkPlan& plan, const File& from, const File& to, RunProgress& progress,
                        const std::stop_token& stop)
{
    std::vector<std::byte> copied(chunkBytes);
    visitData(from, stop, [&](std::uint64_t at, std::span<const std::byte> bytes) {
        const auto mine = std::span(copied).first(bytes.size());
        to.read(at, mine);
        const std::uint64_t skip = at < plan.header.size() ? std::min(plan.header.size() - at, bytes.size()) : 0;
        if (!std::equal(bytes.begin() + static_cast<std::ptrdiff_t>(skip), bytes.end(),
                        mine.begin() + static_cast<std::ptrdiff_t>(skip)))
            throw unexpected(plan);
        progress.done += bytes.size();
    });
}

/// The header says what was planned, and nothing else has changed in it.
void requireHeader(const RelinkPlan& plan, const File& from, const File& to)
{
    const qcow2::Header before = qcow2::readHeader(from);
    const qcow2::Header after = qcow2::readHeader(to);
    const auto others = [](std::vector<std::uint32_t> extensions) {
        std::erase(extensions, qcow2::extensionBackingFormat);
        return extensions;
    };
    const bool same = before.version == after.version && before.virtualSize == after.virtualSize &&
                      before.l1Offset == after.l1Offset && before.l1Entries == after.l1Entries &&
                      before.refcountTableOffset == after.refcountTableOffset &&
                      before.snapshotsOffset == after.snapshotsOffset && before.incompatible == after.incompatible &&
                      before.compatible == after.compatible && before.autoclear == after.autoclear &&
                      before.dataFileName == after.dataFileName &&
                      others(before.extensions) == others(after.extensions);
    if (!same || after.backingName != plan.newName || after.backingFormat != plan.newFormat)
        throw unexpected(plan);
}

}  // namespace

ExchangeResult runRelink(const RelinkPlan& plan, RunProgress& progress, std::stop_token stop)
{
    if (!plan.runnable())
        throw Error(ErrorKind::Refused, "plan.blocked",
                    withReason({}, plan.blockers.front().code, plan.blockers.front().values, "blocker"))
            .at(plan.overlay);
    const File original = plan.folder->open(plan.overlay.filename(), File::Access::ReadOnly);
    const ImageLock lock = ImageLock::exclusive(original);
    const ExclusiveHold hold(original);
    if (original.status().identity != plan.overlayStatus.identity || original.length() != plan.overlayStatus.length ||
        original.status().modified != plan.overlayStatus.modified)
        throw Error(ErrorKind::Refused, "plan.outdated").at(plan.overlay);
    progress.total += 2 * plan.overlayStatus.diskSize;

    progress.phase = RunPhase::Writing;
    TemporaryFile result = TemporaryFile::beside(FilePlace{plan.folder, plan.overlay.filename()});
    const bool shared = copyContent(original, result.file(), progress, stop);
    result.file().write(0, plan.header);
    result.file().sync();

    progress.phase = RunPhase::Verifying;
    const File written = result.folder()->open(result.name(), File::Access::ReadOnly);
    if (written.status().identity != result.file().status().identity)
        throw Error(ErrorKind::Refused, "file.exchanged").at(result.path());
    requireHeader(plan, original, written);
    if (!shared)
        requireSameContent(plan, original, written, progress, stop);

    progress.phase = RunPhase::Exchanging;
    throwIfStopped(stop);
    Exchange exchange;
    ExpectedLayers layers{{plan.overlay, result.file().status().identity, "qcow2"}};
    layers.insert(layers.end(), plan.layers.begin(), plan.layers.end());
    exchange.follow({plan.openedAs, std::move(layers)});
    exchange.replace(std::move(result), plan.overlayStatus);
    exchange.require(plan.backing, plan.backingStatus);
    ExchangeResult done = exchange.publish();
    progress.phase = RunPhase::Done;
    return done;
}

}  // namespace engine
