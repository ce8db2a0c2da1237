#include "image/qcow2/references.h"

#include "bytes/byte_reader.h"
#include "image/qcow2/reference_recorder.h"
#include "image/qcow2/table_lists.h"

#include <algorithm>

namespace engine::qcow2 {

namespace {

constexpr std::uint64_t subclustersAllocated = 0xffff'ffff;
constexpr std::uint64_t bitmapEntryReservedMask = 0xff00'0000'0000'01fe;
constexpr std::uint64_t bitmapEntryAllOnes = 1;

class Walker {
public:
    Walker(const File& file, const Header& header, const RefcountTable& refcounts, Findings& findings,
           MemoryBudget& budget, const std::stop_token& stop);

    References walk() &&;

private:
    void countTopTables();
    void countL1Tables();
    void countBitmaps();
    void countRefcountBlocks();

    void visitL1Part(std::span<const std::byte> bytes, std::uint64_t offset, const TableUse& use);
    void visitL1Entry(std::uint64_t entry, std::uint64_t at, const TableUse& use);
    void visitL2Part(std::span<const std::byte> bytes, std::uint64_t offset, const TableUse& use);
    void visitL2Entry(std::uint64_t entry, std::uint64_t subclusters, std::uint64_t at, const TableUse& use);
    void visitCompressed(std::uint64_t entry, std::uint64_t subclusters, std::uint64_t at, const TableUse& use);
    void visitStandard(std::uint64_t entry, std::uint64_t subclusters, std::uint64_t at, const TableUse& use);
    void visitBitmapPart(std::span<const std::byte> bytes, std::uint64_t offset, const TableUse& use);
    void rememberL2(std::uint64_t offset, const TableUse& use);

    const File& file_;
    const Header& header_;
    const RefcountTable& refcounts_;
    Findings& findings_;
    MemoryBudget& budget_;
    const std::stop_token& stop_;
    const bool dataElsewhere_;
    ReferenceRecorder recorder_;
    std::vector<UsedTable> l2Tables_;
};

Walker::Walker(const File& file, const Header& header, const RefcountTable& refcounts, Findings& findings,
               MemoryBudget& budget, const std::stop_token& stop)
    : file_(file), header_(header), refcounts_(refcounts), findings_(findings), budget_(budget), stop_(stop),
      dataElsewhere_(header.has(Incompatible::ExternalDataFile)), recorder_(file, header, refcounts, findings, budget)
{
}

void Walker::visitL1Part(std::span<const std::byte> bytes, std::uint64_t offset, const TableUse& use)
{
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
        const auto entry = loadBigEndian<std::uint64_t>(bytes.data() + i);
        if (entry != 0)
            visitL1Entry(entry, offset + i, use);
    }
}

void Walker::visitL1Entry(std::uint64_t entry, std::uint64_t at, const TableUse& use)
{
    const std::uint64_t offset = entry & entryOffsetMask;
    if ((entry & l1ReservedMask) != 0)
        findings_.corruption("l1.reservedBits", at, use.total(), {{"entry", entry}});
    recorder_.count(offset, header_.geometry.clusterSize(), at, use.total(), tableBy(use));
    if (!header_.geometry.isClusterAligned(offset))
        findings_.corruption("l1.unaligned", at, use.total(), {{"offset", offset}});

    TableUse below{use.active, 0, use.snapshots};
    const std::uint64_t cluster = offset >> header_.geometry.clusterBits;
    if (offset != 0 && use.copied > 0 && refcounts_.stateFor(cluster) != RefcountTable::Block::Unreadable) {
        below.copied = use.copied;
        const ClusterReferences flags = recorder_.copiedFlags(cluster, (entry & entryCopied) != 0, at, use.copied);
        if (flags != ClusterReferences{})
            recorder_.add(cluster, flags);
    }
    rememberL2(offset, below);
}

void Walker::rememberL2(std::uint64_t offset, const TableUse& use)
{
    if (l2Tables_.size() == l2Tables_.capacity()) {
        mergeEqualTables(l2Tables_);
        if (l2Tables_.size() >= l2Tables_.capacity() / 2) {
            const std::size_t more = l2Tables_.capacity() / 2 + 1024;
            budget_.take(more * sizeof(UsedTable));
            l2Tables_.reserve(l2Tables_.capacity() + more);
        }
    }
    l2Tables_.push_back({offset, offset + header_.geometry.clusterSize(), use});
}

void Walker::visitL2Part(std::span<const std::byte> bytes, std::uint64_t offset, const TableUse& use)
{
    const bool extended = header_.geometry.extendedL2;
    const std::size_t step = header_.geometry.l2EntryBytes();
    for (std::size_t i = 0; i < bytes.size(); i += step) {
        const auto entry = loadBigEndian<std::uint64_t>(bytes.data() + i);
        const std::uint64_t subclusters = extended ? loadBigEndian<std::uint64_t>(bytes.data() + i + 8) : 0;
        if ((entry | subclusters) != 0)
            visitL2Entry(entry, subclusters, offset + i, use);
    }
}

void Walker::visitL2Entry(std::uint64_t entry, std::uint64_t subclusters, std::uint64_t at, const TableUse& use)
{
    if ((entry & entryCompressed) != 0)
        return visitCompressed(entry, subclusters, at, use);
    if ((entry & l2ReservedMask) != 0)
        findings_.corruption("l2.reservedBits", at, use.total(), {{"entry", entry}});
    const bool zero = (entry & entryZero) != 0 && !header_.geometry.extendedL2;
    // In an external data file 0 is a place like any other; OFLAG_COPIED tells it from an unallocated cluster.
    const bool atNought = dataElsewhere_ && (entry & entryCopied) != 0 && !zero;
    if ((entry & entryOffsetMask) != 0 || atNought)
        return visitStandard(entry, subclusters, at, use);
    if ((subclusters & subclustersAllocated) != 0 && !zero)
        findings_.corruption("l2.unallocatedSubclusters", at, use.total(), {{"subclusters", subclusters}});
}

void Walker::visitCompressed(std::uint64_t entry, std::uint64_t subclusters, std::uint64_t at, const TableUse& use)
{
    if ((entry & entryCopied) != 0)
        findings_.corruption("l2.compressedCopied", at, use.total(), {{"entry", entry}});
    if (dataElsewhere_)
        return findings_.corruption("l2.compressedDataFile", at, use.total(), {{"entry", entry}});
    if (subclusters != 0)
        return findings_.corruption("l2.compressedSubclusters", at, use.total(), {{"subclusters", subclusters}});
    const CompressedPlace place = compressedPlace(entry & ~entryCopied, header_.geometry.clusterBits);
    recorder_.count(place.offset, place.length, at, use.total(), contentBy(use));
}

void Walker::visitStandard(std::uint64_t entry, std::uint64_t subclusters, std::uint64_t at, const TableUse& use)
{
    const Geometry& geometry = header_.geometry;
    const std::uint64_t offset = entry & entryOffsetMask;
    const bool copied = (entry & entryCopied) != 0;
    if (((subclusters >> subclustersPerCluster) & subclusters & subclustersAllocated) != 0)
        findings_.corruption("l2.subclusters", at, use.total(), {{"subclusters", subclusters}});
    const bool aligned = geometry.isClusterAligned(offset);
    if (!aligned)
        findings_.corruption("l2.unaligned", at, use.total(), {{"offset", offset}});
    if (dataElsewhere_) {
        if (!copied)
            findings_.corruption("entry.copiedFlag", at, use.copied, {{"refcount", 1}});
        return;
    }
    const std::uint64_t cluster = offset >> geometry.clusterBits;
    ClusterReferences more = recorder_.copiedFlags(cluster, copied, at, use.copied);
    if (aligned && !recorder_.isOutside(offset, geometry.clusterSize())) {
        more.references = use.total();
        more.by = contentBy(use);
    } else {
        recorder_.count(offset, geometry.clusterSize(), at, use.total(), contentBy(use));
    }
    if (more != ClusterReferences{})
        recorder_.add(cluster, more);
}

void Walker::countL1Tables()
{
    std::vector<UsedTable> tables;
    if (header_.l1Entries > 0)
        tables.push_back({header_.l1Offset, header_.l1Offset + header_.l1Bytes(), {1, 1, 0}});
    const SnapshotTables snapshots = listSnapshotTables(file_, header_, findings_, stop_);
    for (const NamedTable& l1 : snapshots.l1Tables)
        tables.push_back({l1.offset, l1.offset + l1.entries * 8, {0, 0, 1}});
    if (dataElsewhere_ && header_.snapshotCount > 0)
        findings_.corruption("snapshot.dataFile", header_.snapshotsOffset, 1, {{"snapshots", header_.snapshotCount}});
    mergeEqualTables(tables);
    recorder_.countTables(tables);
    readTables(file_, tables, stop_,
               [this](auto bytes, std::uint64_t offset, const TableUse& use) { visitL1Part(bytes, offset, use); });
    mergeEqualTables(l2Tables_);
    readTables(file_, l2Tables_, stop_,
               [this](auto bytes, std::uint64_t offset, const TableUse& use) { visitL2Part(bytes, offset, use); });
    recorder_.count(header_.snapshotsOffset, snapshots.tableBytes, 0, 1, ReferencedBy::Metadata);
}

void Walker::visitBitmapPart(std::span<const std::byte> bytes, std::uint64_t offset, const TableUse& use)
{
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
        const auto entry = loadBigEndian<std::uint64_t>(bytes.data() + i);
        const std::uint64_t place = entry & entryOffsetMask;
        const bool wrong =
            (entry & bitmapEntryReservedMask) != 0 ||
            (place != 0 && ((entry & bitmapEntryAllOnes) != 0 || !header_.geometry.isClusterAligned(place)));
        if (wrong) {
            findings_.corruption("bitmap.entry", offset + i, use.total(), {{"entry", entry}});
            findings_.add(FindingKind::CheckError, "bitmap.unreadable", offset + i, use.total());
        } else if (place != 0) {
            recorder_.count(place, header_.geometry.clusterSize(), offset + i, use.total(), ReferencedBy::Metadata);
        }
    }
}

void Walker::countBitmaps()
{
    if (!header_.bitmaps)
        return;
    recorder_.count(header_.bitmaps->directoryOffset, header_.bitmaps->directoryLength, 0, 1, ReferencedBy::Metadata);
    std::vector<UsedTable> tables;
    for (const NamedTable& table : listBitmapTables(file_, header_, findings_, stop_))
        tables.push_back({table.offset, table.offset + table.entries * 8, {1, 0, 0}});
    mergeEqualTables(tables);
    recorder_.countTables(tables);
    readTables(file_, tables, stop_,
               [this](auto bytes, std::uint64_t offset, const TableUse& use) { visitBitmapPart(bytes, offset, use); });
}

void Walker::countTopTables()
{
    recorder_.count(0, header_.geometry.clusterSize(), 0, 1, ReferencedBy::Metadata);
    recorder_.count(header_.refcountTableOffset, header_.refcountTableBytes(), 0, 1, ReferencedBy::Metadata);
    if (header_.crypto)
        recorder_.count(header_.crypto->offset, header_.crypto->length, 0, 1, ReferencedBy::Metadata);
}

/// Comes last: a block that anything else refers to is a corruption of its own.
void Walker::countRefcountBlocks()
{
    const Geometry& geometry = header_.geometry;
    const std::span entries = refcounts_.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::uint64_t at = header_.refcountTableOffset + i * 8;
        const std::uint64_t offset = entries[i] & refcountTableOffsetMask;
        const std::uint64_t cluster = offset >> geometry.clusterBits;
        if ((entries[i] & refcountTableReservedMask) != 0) {
            findings_.corruption("refcountTable.reservedBits", at, 1, {{"entry", entries[i]}});
        } else if (!geometry.isClusterAligned(offset)) {
            findings_.corruption("refcountBlock.unaligned", at, 1, {{"offset", offset}});
        } else if (cluster >= recorder_.clusterCount()) {
            findings_.corruption("refcountBlock.outsideFile", at, 1, {{"offset", offset}});
        } else if (offset != 0) {
            recorder_.count(offset, geometry.clusterSize(), at, 1, ReferencedBy::Metadata);
            const std::uint64_t references = recorder_.counts().at(cluster).references;
            if (std::min(references, largestRefcount(geometry.refcountOrder)) != 1)
                findings_.corruption("refcountBlock.shared", at, 1, {{"offset", offset}, {"references", references}});
        }
    }
}

References Walker::walk() &&
{
    countTopTables();
    countL1Tables();
    countBitmaps();
    countRefcountBlocks();
    return {recorder_.takeCounts(), recorder_.clusterCount()};
}

}  // namespace

References walkReferences(const File& file, const Header& header, const RefcountTable& refcounts, Findings& findings,
                          MemoryBudget& budget, const std::stop_token& stop)
{
    return Walker(file, header, refcounts, findings, budget, stop).walk();
}

}  // namespace engine::qcow2
