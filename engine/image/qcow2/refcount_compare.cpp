#include "image/qcow2/refcount_compare.h"

#include "image/image.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace engine::qcow2 {

namespace {

constexpr std::size_t maxLeakedRuns = 1 << 20;
constexpr std::uint64_t pageClusters = ReferenceCounts::pageClusters;

/// What a block holds, for the second time that the table names it.
struct BlockSummary {
    std::uint64_t nonZero = 0;
    std::uint64_t end = 0;  ///< behind its last refcount above zero
};

/// Stored refcounts of consecutive clusters of one block, and the cells that count the references to them.
struct Slice {
    std::uint64_t firstCluster = 0;
    std::span<const std::uint64_t> stored;
    const ReferenceCounts::Cell* cells = nullptr;  ///< null: nothing refers to these clusters
    std::uint64_t blockOffset = 0;
};

class Comparer {
public:
    Comparer(const File& file, const Header& header, const RefcountTable& refcounts, const References& references,
             Findings& findings, const std::stop_token& stop);

    RefcountComparison run() &&;

private:
    using Pages = std::vector<ReferenceCounts::PlacedPage>;

    void compareBlock(std::uint64_t block);
    void compareReadBlock(std::uint64_t block, Pages::const_iterator page);
    void reportUnreadable(std::uint64_t block);
    void addSummary(std::uint64_t block, const BlockSummary& summary);
    void compareWithoutBlocks();
    void compareSlice(const Slice& slice);
    void compareCluster(std::uint64_t cluster, std::uint64_t stored, const ClusterReferences& counted,
                        std::uint64_t blockOffset);
    void noteLeak(std::uint64_t cluster, std::uint64_t stored, const ClusterReferences& counted,
                  std::uint64_t blockOffset);
    void noteTooLow(std::uint64_t cluster, std::uint64_t stored, std::uint64_t references);
    void noteOverflow(std::uint64_t cluster, std::uint64_t references);
    void flushLeak();
    void noteUsed(std::uint64_t end) { result_.usedClusters = std::max(result_.usedClusters, end); }

    std::uint64_t firstCluster(std::uint64_t block) const { return block * refcounts_.clustersPerBlock(); }
    /// The first page that reaches into or behind the cluster.
    Pages::const_iterator pageFrom(std::uint64_t cluster) const;

    const File& file_;
    const Header& header_;
    const RefcountTable& refcounts_;
    const References& references_;
    Findings& findings_;
    const std::stop_token& stop_;
    const Pages pages_;
    const std::uint64_t largest_;
    std::vector<std::byte> block_;
    std::array<std::uint64_t, pageClusters> decoded_;
    std::unordered_map<std::uint64_t, BlockSummary> summaries_;
    BlockSummary current_;
    LeakedRun leak_;
    RefcountComparison result_;
};

Comparer::Comparer(const File& file, const Header& header, const RefcountTable& refcounts, const References& references,
                   Findings& findings, const std::stop_token& stop)
    : file_(file), header_(header), refcounts_(refcounts), references_(references), findings_(findings), stop_(stop),
      pages_(references.counts.pages()), largest_(largestRefcount(header.geometry.refcountOrder)),
      block_(header.geometry.clusterSize()), decoded_{}
{
}

Comparer::Pages::const_iterator Comparer::pageFrom(std::uint64_t cluster) const
{
    return std::partition_point(pages_.begin(), pages_.end(), [cluster](const ReferenceCounts::PlacedPage& page) {
        return page.firstCluster + pageClusters <= cluster;
    });
}

RefcountComparison Comparer::run() &&
{
    for (std::uint64_t block = 0; block < refcounts_.entries().size(); ++block) {
        switch (refcounts_.state(block)) {
        case RefcountTable::Block::Missing:
            break;
        case RefcountTable::Block::Unreadable:
            reportUnreadable(block);
            break;
        case RefcountTable::Block::Stored:
            throwIfStopped(stop_);
            compareBlock(block);
            break;
        }
    }
    compareWithoutBlocks();
    flushLeak();
    return std::move(result_);
}

void Comparer::reportUnreadable(std::uint64_t block)
{
    const std::uint64_t first = firstCluster(block);
    if (first >= references_.clusterCount)
        return;
    const std::uint64_t clusters = std::min(refcounts_.clustersPerBlock(), references_.clusterCount - first);
    findings_.add(FindingKind::CheckError, "refcountBlock.unreadable", header_.refcountTableOffset + block * 8,
                  clusters, {{"offset", refcounts_.blockOffset(block)}});
}

void Comparer::compareBlock(std::uint64_t block)
{
    const std::uint64_t first = firstCluster(block);
    const std::uint64_t offset = refcounts_.blockOffset(block);
    const auto page = pageFrom(first);
    const bool named = page != pages_.end() && page->firstCluster < first + refcounts_.clustersPerBlock();
    if (!named && first >= references_.clusterCount)
        return;
    const bool complete = first + refcounts_.clustersPerBlock() <= references_.clusterCount;
    if (!named && complete) {
        const auto known = summaries_.find(offset);
        if (known != summaries_.end())
            return addSummary(block, known->second);
        if (file_.isHole(HostRange{HostOffset(offset), header_.geometry.clusterSize()})) {
            summaries_.emplace(offset, BlockSummary{});
            return;
        }
    }
    file_.readPadded(offset, block_);
    current_ = {};
    compareReadBlock(block, page);
    if (complete)
        summaries_.emplace(offset, current_);
}

void Comparer::addSummary(std::uint64_t block, const BlockSummary& summary)
{
    if (summary.nonZero == 0)
        return;
    findings_.add(FindingKind::Leak, "refcount.leaked", firstCluster(block) << header_.geometry.clusterBits,
                  summary.nonZero, {{"clusters", summary.nonZero}, {"references", 0}});
    result_.orphanedClusters += summary.nonZero;
    // The block serves two ranges: what it holds cannot be set right in place.
    result_.leaksComplete = false;
    noteUsed(firstCluster(block) + summary.end);
}

void Comparer::compareReadBlock(std::uint64_t block, Pages::const_iterator page)
{
    const std::uint64_t first = firstCluster(block);
    for (std::uint64_t index = 0; index < refcounts_.clustersPerBlock();) {
        const std::uint64_t cluster = first + index;
        const std::uint64_t inPage = cluster % pageClusters;
        const std::uint64_t length = std::min(pageClusters - inPage, refcounts_.clustersPerBlock() - index);
        while (page != pages_.end() && page->firstCluster + pageClusters <= cluster)
            ++page;
        const bool named = page != pages_.end() && page->firstCluster <= cluster;
        const std::span stored = std::span(decoded_).first(length);
        decodeRefcounts(block_, index, header_.geometry.refcountOrder, stored);
        compareSlice({cluster, stored, named ? page->cells->data() + inPage : nullptr, refcounts_.blockOffset(block)});
        index += length;
    }
}

void Comparer::compareSlice(const Slice& slice)
{
    for (std::size_t i = 0; i < slice.stored.size(); ++i) {
        const std::uint64_t stored = slice.stored[i];
        const ReferenceCounts::Cell cell = slice.cells != nullptr ? slice.cells[i] : ReferenceCounts::Cell{0};
        if (stored == 0 && cell == 0)
            continue;
        const std::uint64_t cluster = slice.firstCluster + i;
        if (stored != 0) {
            ++current_.nonZero;
            current_.end = cluster % refcounts_.clustersPerBlock() + 1;
        }
        compareCluster(cluster, stored, references_.counts.at(cluster, cell), slice.blockOffset);
    }
}

void Comparer::compareCluster(std::uint64_t cluster, std::uint64_t stored, const ClusterReferences& counted,
                              std::uint64_t blockOffset)
{
    const std::uint64_t at = cluster << header_.geometry.clusterBits;
    const std::uint64_t wrongFlags = stored == 1 ? counted.uncopied : counted.copied;
    if (wrongFlags > 0)
        findings_.corruption("entry.copiedFlag", at, wrongFlags, {{"cluster", cluster}, {"refcount", stored}});
    if (cluster >= references_.clusterCount)
        return;
    noteOverflow(cluster, counted.references);
    const std::uint64_t references = std::min(counted.references, largest_);
    if (stored > 0 || references > 0)
        noteUsed(cluster + 1);
    if (stored > references)
        noteLeak(cluster, stored, counted, blockOffset);
    else if (stored < references)
        noteTooLow(cluster, stored, references);
}

void Comparer::noteOverflow(std::uint64_t cluster, std::uint64_t references)
{
    if (references > largest_)
        findings_.corruption("refcount.overflow", cluster << header_.geometry.clusterBits, references - largest_,
                             {{"cluster", cluster}, {"references", references}, {"limit", largest_}});
}

void Comparer::noteTooLow(std::uint64_t cluster, std::uint64_t stored, std::uint64_t references)
{
    findings_.corruption("refcount.tooLow", cluster << header_.geometry.clusterBits, 1,
                         {{"cluster", cluster}, {"refcount", stored}, {"references", references}});
}

void Comparer::noteLeak(std::uint64_t cluster, std::uint64_t stored, const ClusterReferences& counted,
                        std::uint64_t blockOffset)
{
    if (counted.references == 0)
        ++result_.orphanedClusters;
    const LeakedRun next{
        cluster, 1, stored, counted.references, blockOffset, counted.references == 1 && counted.uncopied > 0};
    const LeakedRun extended{leak_.firstCluster, cluster - leak_.firstCluster, stored, next.references,
                             blockOffset,        next.needsCopiedFlag};
    if (leak_.clusters > 0 && leak_ == extended) {
        ++leak_.clusters;
        return;
    }
    flushLeak();
    leak_ = next;
}

void Comparer::flushLeak()
{
    if (leak_.clusters == 0)
        return;
    findings_.add(FindingKind::Leak, "refcount.leaked", leak_.firstCluster << header_.geometry.clusterBits,
                  leak_.clusters,
                  {{"clusters", leak_.clusters}, {"refcount", leak_.refcount}, {"references", leak_.references}});
    if (result_.leaks.size() < maxLeakedRuns)
        result_.leaks.push_back(leak_);
    else
        result_.leaksComplete = false;
    leak_ = {};
}

/// Clusters that something refers to and that have no refcount block, or none that can be read.
void Comparer::compareWithoutBlocks()
{
    for (const ReferenceCounts::PlacedPage& page : pages_) {
        throwIfStopped(stop_);
        for (std::uint64_t i = 0; i < pageClusters; ++i) {
            const ReferenceCounts::Cell cell = (*page.cells)[i];
            if (cell == 0)
                continue;
            const std::uint64_t cluster = page.firstCluster + i;
            const RefcountTable::Block state = refcounts_.stateFor(cluster);
            if (state == RefcountTable::Block::Missing)
                compareCluster(cluster, 0, references_.counts.at(cluster, cell), 0);
            else if (state == RefcountTable::Block::Unreadable)
                noteOverflow(cluster, references_.counts.at(cluster, cell).references);
        }
    }
}

}  // namespace

RefcountComparison compareRefcounts(const File& file, const Header& header, const RefcountTable& refcounts,
                                    const References& references, Findings& findings, const std::stop_token& stop)
{
    return Comparer(file, header, refcounts, references, findings, stop).run();
}

}  // namespace engine::qcow2
