#include "image/qcow2/references.h"

#include "bytes/byte_reader.h"
#include "image/image.h"
#include "image/qcow2/table_lists.h"
#include "image/qcow2/table_sweep.h"

#include <algorithm>

namespace engine::qcow2 {

namespace {

constexpr std::uint64_t sectorBytes = 512;
constexpr std::uint64_t subclustersAllocated = 0xffff'ffff;
constexpr std::uint64_t bitmapEntryReservedMask = 0xff00'0000'0000'01fe;
constexpr std::uint64_t bitmapEntryAllOnes = 1;

ReferencedBy contentBy(const TableUse& use)
{
    const ReferencedBy active = use.active > 0 ? ReferencedBy::Active : ReferencedBy::Nobody;
    return active | (use.snapshots > 0 ? ReferencedBy::Snapshot : ReferencedBy::Nobody);
}

ReferencedBy tableBy(const TableUse& use)
{
    const ReferencedBy active = use.active > 0 ? ReferencedBy::Metadata : ReferencedBy::Nobody;
    return active | (use.snapshots > 0 ? ReferencedBy::Snapshot : ReferencedBy::Nobody);
}

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
    /// What of the tables lies in the file.
    void countTables(std::vector<UsedTable> tables);

    void visitL1Part(std::span<const std::byte> bytes, std::uint64_t offset, const TableUse& use);
    void visitL1Entry(std::uint64_t entry, std::uint64_t at, const TableUse& use);
    void visitL2Part(std::span<const std::byte> bytes, std::uint64_t offset, const TableUse& use);
    void visitL2Entry(std::uint64_t entry, std::uint64_t subclusters, std::uint64_t at, const TableUse& use);
    void visitCompressed(std::uint64_t entry, std::uint64_t subclusters, std::uint64_t at, const TableUse& use);
    void visitStandard(std::uint64_t entry, std::uint64_t subclusters, std::uint64_t at, const TableUse& use);
    void visitBitmapPart(std::span<const std::byte> bytes, std::uint64_t offset, const TableUse& use);
    void rememberL2(std::uint64_t offset, const TableUse& use);

    bool isOutside(std::uint64_t offset, std::uint64_t length) const noexcept
    {
        return offset + length >= fileLength_ + header_.geometry.clusterSize();
    }
    /// References to whole clusters; `at` is where the entry that names them lies.
    void count(std::uint64_t offset, std::uint64_t length, std::uint64_t at, std::uint64_t times, ReferencedBy by);
    void add(std::uint64_t cluster, const ClusterReferences& more);
    /// How the `times` entries with this OFLAG_COPIED are counted. A cluster without refcount is judged at once.
    ClusterReferences copiedFlags(std::uint64_t cluster, bool copied, std::uint64_t at, std::uint32_t times);

    const File& file_;
    const Header& header_;
    const RefcountTable& refcounts_;
    Findings& findings_;
    MemoryBudget& budget_;
    const std::stop_token& stop_;
    const std::uint64_t fileLength_;  ///< in whole sectors, as QEMU counts it
    const bool dataElsewhere_;
    References result_;
    std::vector<UsedTable> l2Tables_;
};

Walker::Walker(const File& file, const Header& header, const RefcountTable& refcounts, Findings& findings,
               MemoryBudget& budget, const std::stop_token& stop)
    : file_(file), header_(header), refcounts_(refcounts), findings_(findings), budget_(budget), stop_(stop),
      fileLength_(divideUp(file.length(), sectorBytes) * sectorBytes),
      dataElsewhere_(header.has(Incompatible::ExternalDataFile)), result_{ReferenceCounts(budget), 0}
{
    result_.clusterCount = divideUp(fileLength_, header.geometry.clusterSize());
}

void Walker::add(std::uint64_t cluster, const ClusterReferences& more)
{
    result_.counts.add(cluster, more);
    if (more.references > 0 && cluster >= result_.clusterCount)
        result_.clusterCount = cluster + 1;
}

void Walker::count(std::uint64_t offset, std::uint64_t length, std::uint64_t at, std::uint64_t times, ReferencedBy by)
{
    if (length == 0)
        return;
    if (isOutside(offset, length))
        return findings_.corruption("reference.outsideFile", at, times, {{"offset", offset}, {"length", length}});
    const unsigned bits = header_.geometry.clusterBits;
    const std::uint64_t last = (offset + length - 1) >> bits;
    for (std::uint64_t cluster = offset >> bits; cluster <= last; ++cluster)
        add(cluster, {times, 0, 0, by});
}

ClusterReferences Walker::copiedFlags(std::uint64_t cluster, bool copied, std::uint64_t at, std::uint32_t times)
{
    switch (refcounts_.stateFor(cluster)) {
    case RefcountTable::Block::Stored:
        return {0, copied ? times : 0, copied ? 0 : times, ReferencedBy::Nobody};
    case RefcountTable::Block::Missing:
        if (copied)
            findings_.corruption("entry.copiedFlag", at, times, {{"cluster", cluster}, {"refcount", 0}});
        return {};
    case RefcountTable::Block::Unreadable:
        break;
    }
    return {};
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
    count(offset, header_.geometry.clusterSize(), at, use.total(), tableBy(use));
    if (!header_.geometry.isClusterAligned(offset))
        findings_.corruption("l1.unaligned", at, use.total(), {{"offset", offset}});

    TableUse below{use.active, 0, use.snapshots};
    const std::uint64_t cluster = offset >> header_.geometry.clusterBits;
    if (offset != 0 && use.copied > 0 && refcounts_.stateFor(cluster) != RefcountTable::Block::Unreadable) {
        below.copied = use.copied;
        const ClusterReferences flags = copiedFlags(cluster, (entry & entryCopied) != 0, at, use.copied);
        if (flags != ClusterReferences{})
            add(cluster, flags);
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
    count(place.offset, place.length, at, use.total(), contentBy(use));
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
    ClusterReferences more = copiedFlags(cluster, copied, at, use.copied);
    if (aligned && !isOutside(offset, geometry.clusterSize())) {
        more.references = use.total();
        more.by = contentBy(use);
    } else {
        count(offset, geometry.clusterSize(), at, use.total(), contentBy(use));
    }
    if (more != ClusterReferences{})
        add(cluster, more);
}

void Walker::countTables(std::vector<UsedTable> tables)
{
    const std::uint64_t clusterSize = header_.geometry.clusterSize();
    std::erase_if(tables, [&](const UsedTable& table) {
        const bool outside = isOutside(table.start, table.end - table.start);
        if (outside)
            findings_.corruption("reference.outsideFile", table.start, table.use.total(),
                                 {{"offset", table.start}, {"length", table.end - table.start}});
        return outside;
    });
    for (UsedTable& table : tables)
        table.end = divideUp(table.end, clusterSize) * clusterSize;
    mergeEqualTables(tables);
    sweepTables(std::span(tables), [&](std::uint64_t start, std::uint64_t end, const TableUse& use) {
        for (; start < end; start += clusterSize)
            add(start / clusterSize, {use.total(), 0, 0, tableBy(use)});
    });
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
    countTables(tables);
    readTables(file_, tables, stop_, [this](auto bytes, std::uint64_t offset, const TableUse& use) {
        visitL1Part(bytes, offset, use);
    });
    mergeEqualTables(l2Tables_);
    readTables(file_, l2Tables_, stop_, [this](auto bytes, std::uint64_t offset, const TableUse& use) {
        visitL2Part(bytes, offset, use);
    });
    count(header_.snapshotsOffset, snapshots.tableBytes, 0, 1, ReferencedBy::Metadata);
}

void Walker::visitBitmapPart(std::span<const std::byte> bytes, std::uint64_t offset, const TableUse& use)
{
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
        const auto entry = loadBigEndian<std::uint64_t>(bytes.data() + i);
        const std::uint64_t place = entry & entryOffsetMask;
        const bool wrong = (entry & bitmapEntryReservedMask) != 0 ||
                           (place != 0 && ((entry & bitmapEntryAllOnes) != 0 ||
                                           !header_.geometry.isClusterAligned(place)));
        if (wrong) {
            findings_.corruption("bitmap.entry", offset + i, use.total(), {{"entry", entry}});
            findings_.add(FindingKind::CheckError, "bitmap.unreadable", offset + i, use.total());
        } else if (place != 0) {
            count(place, header_.geometry.clusterSize(), offset + i, use.total(), ReferencedBy::Metadata);
        }
    }
}

void Walker::countBitmaps()
{
    if (!header_.bitmaps)
        return;
    count(header_.bitmaps->directoryOffset, header_.bitmaps->directoryLength, 0, 1, ReferencedBy::Metadata);
    std::vector<UsedTable> tables;
    for (const NamedTable& table : listBitmapTables(file_, header_, findings_, stop_))
        tables.push_back({table.offset, table.offset + table.entries * 8, {1, 0, 0}});
    mergeEqualTables(tables);
    countTables(tables);
    readTables(file_, tables, stop_, [this](auto bytes, std::uint64_t offset, const TableUse& use) {
        visitBitmapPart(bytes, offset, use);
    });
}

void Walker::countTopTables()
{
    count(0, header_.geometry.clusterSize(), 0, 1, ReferencedBy::Metadata);
    count(header_.refcountTableOffset, header_.refcountTableBytes(), 0, 1, ReferencedBy::Metadata);
    if (header_.crypto)
        count(header_.crypto->offset, header_.crypto->length, 0, 1, ReferencedBy::Metadata);
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
        } else if (cluster >= result_.clusterCount) {
            findings_.corruption("refcountBlock.outsideFile", at, 1, {{"offset", offset}});
        } else if (offset != 0) {
            count(offset, geometry.clusterSize(), at, 1, ReferencedBy::Metadata);
            const std::uint64_t references = result_.counts.at(cluster).references;
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
    return std::move(result_);
}

}  // namespace

References walkReferences(const File& file, const Header& header, const RefcountTable& refcounts, Findings& findings,
                          MemoryBudget& budget, const std::stop_token& stop)
{
    return Walker(file, header, refcounts, findings, budget, stop).walk();
}

}  // namespace engine::qcow2
