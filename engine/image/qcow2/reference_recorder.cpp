#include "image/qcow2/reference_recorder.h"

namespace engine::qcow2 {

namespace {

constexpr std::uint64_t sectorBytes = 512;

}  // namespace

ReferencedBy tableBy(const TableUse& use) noexcept
{
    const ReferencedBy active = use.active > 0 ? ReferencedBy::Metadata : ReferencedBy::Nobody;
    return active | (use.snapshots > 0 ? ReferencedBy::Snapshot : ReferencedBy::Nobody);
}

ReferencedBy contentBy(const TableUse& use) noexcept
{
    const ReferencedBy active = use.active > 0 ? ReferencedBy::Active : ReferencedBy::Nobody;
    return active | (use.snapshots > 0 ? ReferencedBy::Snapshot : ReferencedBy::Nobody);
}

ReferenceRecorder::ReferenceRecorder(const File& file, const Header& header, const RefcountTable& refcounts,
                                     Findings& findings, MemoryBudget& budget)
    : geometry_(header.geometry), refcounts_(refcounts), findings_(findings),
      fileLength_(divideUp(file.length(), sectorBytes) * sectorBytes), counts_(budget),
      clusterCount_(divideUp(fileLength_, header.geometry.clusterSize()))
{
}

void ReferenceRecorder::count(std::uint64_t offset, std::uint64_t length, std::uint64_t at, std::uint64_t times,
                              ReferencedBy by)
{
    if (length == 0)
        return;
    if (isOutside(offset, length))
        return findings_.corruption("reference.outsideFile", at, times, {{"offset", offset}, {"length", length}});
    const std::uint64_t last = (offset + length - 1) >> geometry_.clusterBits;
    for (std::uint64_t cluster = offset >> geometry_.clusterBits; cluster <= last; ++cluster)
        add(cluster, {times, 0, 0, by});
}

void ReferenceRecorder::countTables(std::span<const UsedTable> tables)
{
    std::vector<UsedTable> inside;
    for (const UsedTable& table : tables) {
        const std::uint64_t length = table.end - table.start;
        if (isOutside(table.start, length)) {
            findings_.corruption("reference.outsideFile", table.start, table.use.total(),
                                 {{"offset", table.start}, {"length", length}});
            continue;
        }
        inside.push_back(table);
        inside.back().end = divideUp(table.end, geometry_.clusterSize()) * geometry_.clusterSize();
    }
    mergeEqualTables(inside);
    sweepTables(std::span<const UsedTable>(inside),
                [this](std::uint64_t start, std::uint64_t end, const TableUse& use) {
                    for (; start < end; start += geometry_.clusterSize())
                        add(start >> geometry_.clusterBits, {use.total(), 0, 0, tableBy(use)});
                });
}

ClusterReferences ReferenceRecorder::copiedFlags(std::uint64_t cluster, bool copied, std::uint64_t at,
                                                 std::uint32_t times)
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

}  // namespace engine::qcow2
