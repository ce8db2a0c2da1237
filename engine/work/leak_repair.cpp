#include "work/leak_repair.h"

#include "bytes/checked.h"
#include "bytes/reason.h"
#include "storage/folder.h"
#include "storage/image_lock.h"

#include <algorithm>
#include <span>

namespace engine {

namespace {

/// What a disk writes as a whole, and what we write at least.
constexpr std::uint64_t sectorBytes = 512;

struct ByteSpan {
    std::uint64_t first = 0;
    std::uint64_t end = 0;
};

/// The sectors of a block that hold the refcounts of the changes; they are sorted.
ByteSpan changedSectors(std::span<const RefcountChange> changes, const qcow2::Geometry& geometry)
{
    const std::uint64_t perBlock = geometry.refcountsPerBlock();
    const RefcountChange& last = changes.back();
    const std::uint64_t firstBit = changes.front().firstCluster % perBlock * geometry.refcountBits();
    const std::uint64_t endBit = (last.firstCluster % perBlock + last.clusters) * geometry.refcountBits();
    return {alignDown(firstBit / 8, sectorBytes), divideUp(divideUp(endBit, 8), sectorBytes) * sectorBytes};
}

class BlockWriter {
public:
    BlockWriter(const File& file, const qcow2::Geometry& geometry, const BeforeWrite& beforeWrite)
        : file_(file), geometry_(geometry), beforeWrite_(beforeWrite), block_(geometry.clusterSize())
    {
    }

    /// @param changes of one block
    void write(std::span<const RefcountChange> changes)
    {
        const std::uint64_t offset = changes.front().block.bytes();
        file_.readPadded(offset, block_);
        for (const RefcountChange& change : changes)
            apply(change);
        ByteSpan sectors = changedSectors(changes, geometry_);
        // The end of the file may cut the last block; refcounts above zero lie before it.
        sectors.end = std::min(sectors.end, file_.length() - offset);
        if (beforeWrite_)
            beforeWrite_(written_);
        file_.write(offset + sectors.first, std::span(block_).subspan(sectors.first, sectors.end - sectors.first));
        ++written_;
    }

private:
    void apply(const RefcountChange& change)
    {
        const std::uint64_t first = change.firstCluster % geometry_.refcountsPerBlock();
        for (std::uint64_t index = first; index < first + change.clusters; ++index) {
            const std::uint64_t stored = qcow2::refcountAt(block_.data(), index, geometry_.refcountOrder);
            if (stored != change.from || change.to >= change.from)
                throw Error(ErrorKind::Refused, "plan.outdated").at(file_.path()).at(change.block.bytes());
            qcow2::setRefcountAt(block_.data(), index, geometry_.refcountOrder, change.to);
        }
    }

    const File& file_;
    const qcow2::Geometry& geometry_;
    const BeforeWrite& beforeWrite_;
    std::vector<std::byte> block_;
    std::uint64_t written_ = 0;
};

void writeChanges(const File& file, const qcow2::Geometry& geometry, std::span<const RefcountChange> changes,
                  const BeforeWrite& beforeWrite)
{
    BlockWriter writer(file, geometry, beforeWrite);
    while (!changes.empty()) {
        std::size_t count = 1;
        while (count < changes.size() && changes[count].block == changes.front().block)
            ++count;
        writer.write(changes.first(count));
        changes = changes.subspan(count);
    }
    file.sync();
}

/// What the repair must leave as it was.
bool sameUse(const StorageUse& a, const StorageUse& b)
{
    return a.metadataBytes == b.metadataBytes && a.snapshotOnlyBytes == b.snapshotOnlyBytes;
}

}  // namespace

LeakRepairResult runLeakRepair(const LeakRepairPlan& plan, std::stop_token stop, const BeforeWrite& beforeWrite)
{
    const FilePlace place = FilePlace::toWrite(plan.path);
    const File file = place.folder->open(place.name, File::Access::ReadWrite);
    const ImageLock lock = ImageLock::exclusive(file);
    const qcow2::Header header = qcow2::readHeader(file);
    const qcow2::CheckReport before = qcow2::check(file, stop);
    const LeakRepairPlan fresh = planLeakRepair(file, header, before);
    if (!fresh.runnable())
        throw Error(ErrorKind::Refused, "plan.blocked",
                    withReason({}, fresh.blockers.front().code, fresh.blockers.front().values, "blocker"))
            .at(plan.path);
    if (!fresh.sameChanges(plan))
        throw Error(ErrorKind::Refused, "plan.outdated").at(plan.path);

    writeChanges(file, header.geometry, plan.changes, beforeWrite);

    LeakRepairResult result{before.leaks, fresh.freedBytes, qcow2::check(file, {})};
    if (!result.after.clean() || !sameUse(before.use, result.after.use))
        throw Error(ErrorKind::Corrupt, "repair.unexpected",
                    {{"leaks", result.after.leaks}, {"corruptions", result.after.corruptions}})
            .at(plan.path);
    return result;
}

}  // namespace engine
