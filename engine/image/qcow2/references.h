#pragma once

#include "image/qcow2/findings.h"
#include "image/qcow2/header.h"
#include "image/qcow2/memory_budget.h"
#include "image/qcow2/refcounts.h"
#include "image/qcow2/reference_counts.h"

#include <cstdint>
#include <stop_token>

namespace engine::qcow2 {

/// Everything in one file that refers to its host clusters.
struct References {
    ReferenceCounts counts;
    /// Clusters that a check compares: those of the file, and one more where something refers to the part of a cluster
    /// that its end cuts off.
    std::uint64_t clusterCount = 0;
};

/// Counts every reference: the header, the active L1 table, the L2 tables and what they name, the same of every
/// snapshot, the snapshot table, the refcount table and its blocks, the encryption header, the bitmaps. Entries that
/// are wrong become findings and are counted as `qemu-img check` counts them; the walk goes on. Each table is read
/// once, however many name it. Memory follows the clusters that are referred to.
/// Throws Error: Io, Cancelled, Refused "memory.budget".
References walkReferences(const File& file, const Header& header, const RefcountTable& refcounts, Findings& findings,
                          MemoryBudget& budget, const std::stop_token& stop);

}  // namespace engine::qcow2
