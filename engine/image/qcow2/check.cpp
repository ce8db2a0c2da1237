#include "image/qcow2/check.h"

#include <algorithm>

namespace engine::qcow2 {

namespace {

/// QEMU checks no file with more clusters.
constexpr std::uint64_t maxCheckedClusters = INT32_MAX;

struct Survey {
    std::uint64_t clusterCount = 0;
    RefcountComparison refcounts;
    StorageUse use;
};

/// Clusters of the run that something refers to.
class ReferencedClusters {
public:
    explicit ReferencedClusters(const References& references)
        : references_(references), pages_(references.counts.pages())
    {
    }

    /// @param first not below that of the last call
    std::uint64_t countIn(std::uint64_t first, std::uint64_t end)
    {
        constexpr std::uint64_t pageClusters = ReferenceCounts::pageClusters;
        std::uint64_t found = 0;
        while (page_ < pages_.size() && pages_[page_].firstCluster + pageClusters <= first)
            ++page_;
        for (std::size_t i = page_; i < pages_.size() && pages_[i].firstCluster < end; ++i) {
            const std::uint64_t start = pages_[i].firstCluster;
            const std::uint64_t last = std::min(end, start + pageClusters);
            for (std::uint64_t cluster = std::max(first, start); cluster < last; ++cluster)
                found += references_.counts.at(cluster, (*pages_[i].cells)[cluster - start]).references > 0 ? 1 : 0;
        }
        return found;
    }

private:
    const References& references_;
    std::vector<ReferenceCounts::PlacedPage> pages_;
    std::size_t page_ = 0;
};

/// Clusters of the file that hold data and that nothing refers to.
std::uint64_t unreferencedDataClusters(const File& file, const Geometry& geometry, const References& references,
                                       const std::stop_token& stop)
{
    HostRangeSet clusters;
    const HostRangeSet stored = file.dataRanges(HostRange{HostOffset(0), file.length()}, stop);
    for (const HostRange& data : stored.ranges()) {
        const std::uint64_t start = alignDown(data.start.bytes(), geometry.clusterSize());
        const std::uint64_t end = divideUp(data.end().bytes(), geometry.clusterSize()) * geometry.clusterSize();
        clusters.append(HostRange{HostOffset(start), end - start});
    }
    ReferencedClusters referenced(references);
    std::uint64_t unreferenced = 0;
    for (const HostRange& range : clusters.ranges()) {
        const std::uint64_t first = range.start.bytes() >> geometry.clusterBits;
        const std::uint64_t end = range.end().bytes() >> geometry.clusterBits;
        unreferenced += end - first - referenced.countIn(first, end);
    }
    return unreferenced;
}

/// Clusters that are metadata, and those that only snapshots refer to; in bytes.
StorageUse useOf(const References& references, const Geometry& geometry)
{
    StorageUse use;
    for (const ReferenceCounts::PlacedPage& page : references.counts.pages()) {
        for (std::uint64_t i = 0; i < ReferenceCounts::pageClusters; ++i) {
            const ReferencedBy by = references.counts.at(page.firstCluster + i, (*page.cells)[i]).by;
            if (includes(by, ReferencedBy::Metadata))
                use.metadataBytes += geometry.clusterSize();
            else if (by == ReferencedBy::Snapshot)
                use.snapshotOnlyBytes += geometry.clusterSize();
        }
    }
    return use;
}

Survey survey(const File& file, const Header& header, Findings& findings, const std::stop_token& stop)
{
    MemoryBudget budget = MemoryBudget::forFile(file);
    const RefcountTable refcounts(file, header);
    const References references = walkReferences(file, header, refcounts, findings, budget, stop);
    if (references.clusterCount > maxCheckedClusters)
        findings.add(FindingKind::CheckError, "file.tooManyClusters", 0, 1,
                     {{"clusters", references.clusterCount}, {"limit", maxCheckedClusters}});
    Survey result;
    result.clusterCount = references.clusterCount;
    result.refcounts = compareRefcounts(file, header, refcounts, references, findings, stop);
    result.use = useOf(references, header.geometry);
    const std::uint64_t leaked = header.has(Incompatible::Dirty)
                                     ? unreferencedDataClusters(file, header.geometry, references, stop)
                                     : result.refcounts.orphanedClusters;
    result.use.leakedBytes = leaked * header.geometry.clusterSize();
    return result;
}

}  // namespace

CheckReport check(const File& file, std::stop_token stop)
{
    const Header header = readHeader(file);
    Findings findings(CheckReport::maxFindings);
    Survey surveyed = survey(file, header, findings, stop);
    CheckReport report;
    report.leaks = findings.total(FindingKind::Leak);
    report.corruptions = findings.total(FindingKind::Corruption);
    report.checkErrors = findings.total(FindingKind::CheckError);
    report.findingCount = findings.added();
    report.findings = findings.takeKept();
    report.imageEndOffset = std::max<std::uint64_t>(surveyed.refcounts.usedClusters, 1) * header.geometry.clusterSize();
    report.use = surveyed.use;
    report.dirty = header.has(Incompatible::Dirty);
    report.corrupt = header.has(Incompatible::Corrupt);
    report.refcounts = std::move(surveyed.refcounts);
    return report;
}

StorageUse storageUse(const File& file, const Header& header, std::stop_token stop)
{
    Findings findings(0);
    return survey(file, header, findings, stop).use;
}

}  // namespace engine::qcow2
