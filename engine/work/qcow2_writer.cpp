#include "work/qcow2_writer.h"

#include "bytes/checked.h"
#include "bytes/error.h"
#include "bytes/parallel.h"
#include "plan/cluster_compressor.h"
#include "plan/qcow2_placements.h"
#include "work/kernel_copy.h"
#include "work/sparse_write.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace engine {

namespace {

constexpr std::uint64_t chunkBytes = 2 << 20;
/// A slow disk writes it within the time in which a stop is to be heeded.
constexpr std::uint64_t writeBackBytes = 4 << 20;
/// Less in a row is not worth an extent of its own.
constexpr std::uint64_t leastShared = 64 << 10;
/// File systems share whole blocks; larger ones than these refuse what does not fit them.
constexpr std::uint64_t blockBytes = 4096;

/// What all threads of one run have in common.
struct Run {
    const Qcow2Layout& layout;
    const ContentSource& content;
    const File& file;
    Progress& progress;
    const std::stop_token& stop;
    std::mutex mutex;  ///< of `placements`
    Qcow2Placements placements;
    std::atomic<std::uint64_t> bytesRead = 0;
    std::atomic<std::uint64_t> bytesWritten = 0;
    std::atomic<std::uint64_t> bytesShared = 0;
    std::atomic<bool> canShare = true;
};

/// Reads, compresses and writes one chunk after the other; each thread has one.
class ChunkWriter {
public:
    explicit ChunkWriter(Run& run) : run_(run), clusterSize_(run.layout.map().clusterSize)
    {
        if (run.layout.options().compression)
            compressor_.emplace(*run.layout.options().compression);
    }

    /// False when there is nothing left.
    bool writeNext()
    {
        if (!takeChunk())
            return false;
        throwIfStopped(run_.stop);
        copyStored();
        readContent();
        throwIfStopped(run_.stop);
        writeContent();
        return true;
    }

private:
    bool takeChunk();
    void copyStored();
    void copyRun(const Qcow2Placement& placement, const StoredRun& run);
    bool share(const StoredRun& from, HostOffset to);
    void copySolid(const StoredRun& from, HostOffset to, const std::function<void(GuestRange)>& pass);
    void readContent();
    void writeContent();
    void addCompressed(const Qcow2Placement& placement, std::span<const std::byte> cluster);
    void flushPacked();
    /// What a placement takes in `content_`; compressed clusters are padded with zeros.
    std::uint64_t bytesOf(const Qcow2Placement& placement) const
    {
        return placement.compressedLength > 0 ? clusterSize_ : placement.guest.length;
    }

    Run& run_;
    std::uint64_t clusterSize_;
    std::optional<ClusterCompressor> compressor_;
    std::vector<Qcow2Placement> chunk_;
    std::vector<Qcow2Placement> left_;  ///< of `chunk_`, to be read and written
    std::vector<std::byte> content_;
    std::vector<std::byte> packed_;  ///< compressed clusters that follow one another in the file
    std::size_t packedBytes_ = 0;
    HostOffset packedStart_;
};

bool ChunkWriter::takeChunk()
{
    const std::scoped_lock lock(run_.mutex);
    chunk_.clear();
    std::uint64_t bytes = 0;
    while (bytes < chunkBytes) {
        const auto placement = run_.placements.next(chunkBytes - bytes);
        if (!placement)
            break;
        chunk_.push_back(*placement);
        bytes += bytesOf(*placement);
    }
    return !chunk_.empty();
}

/// What can be done without its bytes passing through here.
void ChunkWriter::copyStored()
{
    left_.clear();
    for (const Qcow2Placement& placement : chunk_) {
        if (placement.compressedLength > 0)
            left_.push_back(placement);
        else
            run_.content.visitStored(placement.guest, [&](const StoredRun& run) { copyRun(placement, run); });
    }
    chunk_.swap(left_);
}

/// @param run a part of the placement
void ChunkWriter::copyRun(const Qcow2Placement& placement, const StoredRun& run)
{
    throwIfStopped(run_.stop);
    const auto placeOf = [&](GuestOffset offset) { return placement.host + (offset - placement.guest.start); };
    GuestOffset position = run.guest.start;
    const auto leaveUntil = [&](GuestOffset end) {
        if (position < end)
            left_.push_back({GuestRange::between(position, end), placeOf(position), 0});
    };
    const auto pass = [&](GuestRange done) {
        leaveUntil(done.start);
        position = done.end();
        run_.progress.done += done.length;
    };
    const HostOffset to = placeOf(run.guest.start);
    const std::uint64_t first = alignDown(to.bytes() + blockBytes - 1, blockBytes) - to.bytes();
    const std::uint64_t last = alignDown((to + run.guest.length).bytes(), blockBytes);
    if (run.file && last >= to.bytes() + first + leastShared) {
        const GuestRange blocks{run.guest.start + first, last - to.bytes() - first};
        const auto stored = [&](GuestRange part) {
            return StoredRun{part, run.file, run.host + (part.start - run.guest.start)};
        };
        if (share(stored(blocks), placeOf(blocks.start)))
            pass(blocks);
        else
            copySolid(stored(blocks), placeOf(blocks.start), pass);
    }
    leaveUntil(run.guest.end());
}

bool ChunkWriter::share(const StoredRun& from, HostOffset to)
{
    if (!run_.canShare)
        return false;
    const File::Clone clone = run_.file.clone(*from.file, {from.host, from.guest.length}, to);
    if (clone == File::Clone::Never)
        run_.canShare = false;
    if (clone == File::Clone::Done)
        run_.bytesShared += from.guest.length;
    return clone == File::Clone::Done;
}

/// Blocks of zeros are left to those who see them.
void ChunkWriter::copySolid(const StoredRun& from, HostOffset to, const std::function<void(GuestRange)>& pass)
{
    const GuestRangeSet solid = run_.layout.map().solid.restrictedTo(from.guest);
    for (GuestRange part : solid.ranges()) {
        if (part.length < leastShared)
            continue;
        const std::uint64_t skipped = part.start - from.guest.start;
        part.length = copyInKernel(*from.file, {from.host + skipped, part.length}, run_.file, to + skipped);
        if (part.length == 0)
            return;
        run_.bytesRead += part.length;
        run_.bytesWritten += part.length;
        pass(part);
    }
}

void ChunkWriter::readContent()
{
    std::uint64_t bytes = 0;
    for (const Qcow2Placement& placement : chunk_)
        bytes += bytesOf(placement);
    content_.resize(bytes);
    std::size_t at = 0;
    for (auto placement = chunk_.begin(); placement != chunk_.end();) {
        GuestRange range = placement->guest;
        std::uint64_t taken = bytesOf(*placement);
        for (++placement; placement != chunk_.end() && placement->guest.start == range.end(); ++placement) {
            range.length += placement->guest.length;
            taken += bytesOf(*placement);
        }
        const auto out = std::span(content_).subspan(at, taken);
        run_.content.read(range.start, out.first(range.length));
        std::fill(out.begin() + static_cast<std::ptrdiff_t>(range.length), out.end(), std::byte{0});
        run_.bytesRead += range.length;
        at += taken;
    }
}

void ChunkWriter::writeContent()
{
    std::size_t at = 0;
    for (const Qcow2Placement& placement : chunk_) {
        const auto bytes = std::span(content_).subspan(at, bytesOf(placement));
        at += bytes.size();
        if (placement.compressedLength > 0)
            addCompressed(placement, bytes);
        else
            run_.bytesWritten += writeSparse(run_.file, placement.host, bytes);
        run_.progress.done += placement.guest.length;
    }
    flushPacked();
}

void ChunkWriter::addCompressed(const Qcow2Placement& placement, std::span<const std::byte> cluster)
{
    throwIfStopped(run_.stop);
    if (placement.host != packedStart_ + packedBytes_)
        flushPacked();
    if (packedBytes_ == 0)
        packedStart_ = placement.host;
    packed_.resize(std::max(packed_.size(), packedBytes_ + clusterSize_));
    const std::size_t length = compressor_->compress(cluster, std::span(packed_).subspan(packedBytes_, clusterSize_));
    if (length != placement.compressedLength)
        throw Error(ErrorKind::Refused, "plan.outdated");
    packedBytes_ += length;
}

void ChunkWriter::flushPacked()
{
    if (packedBytes_ == 0)
        return;
    run_.file.write(packedStart_.bytes(), std::span(packed_).first(packedBytes_));
    run_.bytesWritten += packedBytes_;
    packedBytes_ = 0;
}

void writeTables(Run& run)
{
    run.layout.visitTables([&run](HostOffset offset, std::span<const std::byte> part) {
        throwIfStopped(run.stop);
        run.bytesWritten += writeSparse(run.file, offset, part);
    });
}

/// Most of what `sync` has to do, in pieces between which a stop is heeded.
void sendToDevice(const Run& run)
{
    const HostRange file{HostOffset(0), run.layout.fileLength()};
    const auto pieceAt = [&file](std::uint64_t offset) {
        return intersection(HostRange{HostOffset(offset), writeBackBytes}, file);
    };
    for (std::uint64_t offset = 0; offset < file.length; offset += writeBackBytes) {
        throwIfStopped(run.stop);
        run.file.startWriteBack(pieceAt(offset + writeBackBytes));
        run.file.awaitWriteBack(pieceAt(offset));
    }
}

}  // namespace

WrittenBytes writeQcow2(const Qcow2Layout& layout, const ContentSource& content, const File& file, Progress& progress,
                        const std::stop_token& stop)
{
    Run run{layout, content, file, progress, stop, {}, Qcow2Placements(layout)};
    progress.total += layout.contentBytes();
    throwIfStopped(stop);
    file.resize(layout.fileLength());
    parallelWorkers([&run]() -> std::function<bool()> {
        return [writer = std::make_shared<ChunkWriter>(run)] { return writer->writeNext(); };
    });
    writeTables(run);
    sendToDevice(run);
    const std::vector<std::byte> header = layout.header();
    file.write(0, header);
    file.sync();
    return {run.bytesRead, run.bytesWritten + header.size(), run.bytesShared};
}

}  // namespace engine
