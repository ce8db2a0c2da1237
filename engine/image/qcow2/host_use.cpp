#include "image/qcow2/host_use.h"

#include "bytes/byte_reader.h"
#include "image/qcow2/refcount_compare.h"
#include "image/qcow2/table_lists.h"
#include "image/qcow2/table_sweep.h"

namespace engine::qcow2 {

namespace {

HostRange clusters(std::uint64_t first, std::uint64_t count, const Geometry& geometry)
{
    return {HostOffset(first << geometry.clusterBits), count << geometry.clusterBits};
}

/// The clusters that a range touches; nothing of what lies behind the end of the file.
HostRange clustersOf(std::uint64_t offset, std::uint64_t length, const Geometry& geometry, std::uint64_t fileLength)
{
    if (offset >= fileLength || length == 0)
        return {};
    const std::uint64_t end = offset + std::min(length, fileLength - offset);
    return HostRange::between(HostOffset(alignDown(offset, geometry.clusterSize())),
                              HostOffset(divideUp(end, geometry.clusterSize()) * geometry.clusterSize()));
}

HostRangeSet bitmapClusters(const File& file, const Header& header, const std::stop_token& stop)
{
    if (!header.bitmaps)
        return {};
    std::vector<HostRange> ranges;
    const auto add = [&](std::uint64_t offset, std::uint64_t length) {
        ranges.push_back(clustersOf(offset, length, header.geometry, file.length()));
    };
    add(header.bitmaps->directoryOffset, header.bitmaps->directoryLength);
    Findings ignored(0);
    std::vector<UsedTable> tables;
    for (const NamedTable& table : listBitmapTables(file, header, ignored, stop)) {
        add(table.offset, table.entries * 8);
        tables.push_back({table.offset, table.offset + table.entries * 8, {1, 0, 0}});
    }
    mergeEqualTables(tables);
    readTables(file, tables, stop, [&](std::span<const std::byte> bytes, std::uint64_t, const TableUse&) {
        for (std::size_t at = 0; at < bytes.size(); at += 8) {
            const std::uint64_t place = loadBigEndian<std::uint64_t>(bytes.data() + at) & entryOffsetMask;
            if (place != 0)
                add(place, header.geometry.clusterSize());
        }
    });
    return HostRangeSet::of(std::move(ranges));
}

/// Sorts the clusters that are referred to by who does.
void addReferenced(const References& references, const Geometry& geometry, HostUse& use)
{
    for (const ReferenceCounts::PlacedPage& page : references.counts.pages()) {
        for (std::uint64_t i = 0; i < ReferenceCounts::pageClusters; ++i) {
            const std::uint64_t cluster = page.firstCluster + i;
            const ReferencedBy by = references.counts.at(cluster, (*page.cells)[i]).by;
            if (includes(by, ReferencedBy::Metadata))
                use.metadata.append(clusters(cluster, 1, geometry));
            else if (includes(by, ReferencedBy::Active))
                use.content.append(clusters(cluster, 1, geometry));
            else if (includes(by, ReferencedBy::Snapshot))
                use.snapshotOnly.append(clusters(cluster, 1, geometry));
        }
    }
}

HostRangeSet orphans(const RefcountComparison& refcounts, const Geometry& geometry)
{
    std::vector<HostRange> ranges;
    for (const LeakedRun& run : refcounts.leaks) {
        if (run.references == 0)
            ranges.push_back(clusters(run.firstCluster, run.clusters, geometry));
    }
    return HostRangeSet::of(std::move(ranges));
}

HostRangeSet dataClusters(const File& file, const Geometry& geometry, const std::stop_token& stop)
{
    HostRangeSet found;
    const HostRangeSet data = file.dataRanges({HostOffset(0), file.length()}, stop);
    for (const HostRange& range : data.ranges())
        found.append(clustersOf(range.start.bytes(), range.length, geometry, file.length()));
    return found;
}

/// Cuts the sets at the end of the file, and gives each byte to the first of them.
void settle(HostUse& use, std::uint64_t fileLength)
{
    const HostRange file{HostOffset(0), fileLength};
    HostRangeSet taken;
    for (HostRangeSet* set : {&use.bitmaps, &use.metadata, &use.content, &use.snapshotOnly, &use.leaked}) {
        *set = differenceOf(set->restrictedTo(file), taken);
        taken = unionOf(taken, *set);
    }
    use.unused = taken.complementIn(file);
}

}  // namespace

HostUse readHostUse(const File& file, const Header& header, const std::stop_token& stop)
{
    MemoryBudget budget = MemoryBudget::forFile(file);
    Findings findings(HostUse::maxFindings);
    const RefcountTable refcounts(file, header);
    const References references = walkReferences(file, header, refcounts, findings, budget, stop);
    const RefcountComparison compared = compareRefcounts(file, header, refcounts, references, findings, stop);
    HostUse use;
    addReferenced(references, header.geometry, use);
    use.bitmaps = bitmapClusters(file, header, stop);
    use.leaked = header.has(Incompatible::Dirty) ? dataClusters(file, header.geometry, stop)
                                                 : orphans(compared, header.geometry);
    settle(use, file.length());
    use.leaks = findings.total(FindingKind::Leak);
    use.corruptions = findings.total(FindingKind::Corruption);
    use.checkErrors = findings.total(FindingKind::CheckError);
    use.findings = findings.takeKept();
    return use;
}

}  // namespace engine::qcow2
