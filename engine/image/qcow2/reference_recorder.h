#pragma once

#include "image/qcow2/findings.h"
#include "image/qcow2/header.h"
#include "image/qcow2/refcounts.h"
#include "image/qcow2/reference_counts.h"
#include "image/qcow2/table_sweep.h"

#include <cstdint>
#include <span>
#include <vector>

namespace engine::qcow2 {

/// Where a walk writes down what refers to which cluster. Knows the end of the file and which refcounts are stored; the
/// rest is the walk's. What it is given outlives it.
class ReferenceRecorder {
public:
    ReferenceRecorder(const File& file, const Header& header, const RefcountTable& refcounts, Findings& findings,
                      MemoryBudget& budget);

    /// QEMU lets a reference reach less than a cluster behind the end: the last cluster may be cut.
    bool isOutside(std::uint64_t offset, std::uint64_t length) const noexcept
    {
        return offset + length >= fileLength_ + geometry_.clusterSize();
    }
    /// References to all clusters of a range, or a corruption for each where it lies outside. Bytes.
    /// @param at where the entry that names the range lies
    void count(std::uint64_t offset, std::uint64_t length, std::uint64_t at, std::uint64_t times, ReferencedBy by);
    /// The same for tables that may overlap, each cluster once.
    void countTables(std::span<const UsedTable> tables);
    void add(std::uint64_t cluster, const ClusterReferences& more)
    {
        counts_.add(cluster, more);
        if (more.references > 0 && cluster >= clusterCount_)
            clusterCount_ = cluster + 1;
    }
    /// How `times` entries of the active state with this OFLAG_COPIED are to be added. Where the cluster has no
    /// refcount they are judged at once.
    ClusterReferences copiedFlags(std::uint64_t cluster, bool copied, std::uint64_t at, std::uint32_t times);

    const ReferenceCounts& counts() const noexcept { return counts_; }
    ReferenceCounts takeCounts() noexcept { return std::move(counts_); }
    /// Of the file, and one more where something refers to what its end cuts off.
    std::uint64_t clusterCount() const noexcept { return clusterCount_; }

private:
    const Geometry& geometry_;
    const RefcountTable& refcounts_;
    Findings& findings_;
    const std::uint64_t fileLength_;  ///< in whole sectors, as QEMU counts it
    ReferenceCounts counts_;
    std::uint64_t clusterCount_;
};

/// A table that is metadata of the active state or belongs to snapshots, or both.
ReferencedBy tableBy(const TableUse& use) noexcept;
/// The same for what a table names.
ReferencedBy contentBy(const TableUse& use) noexcept;

}  // namespace engine::qcow2
