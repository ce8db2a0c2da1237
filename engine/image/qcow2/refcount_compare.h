#pragma once

#include "image/qcow2/references.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace engine::qcow2 {

/// Consecutive clusters of one refcount block whose stored refcount is larger than what refers to them.
struct LeakedRun {
    std::uint64_t firstCluster = 0;
    std::uint64_t clusters = 0;
    std::uint64_t refcount = 0;     ///< as it is stored
    std::uint64_t references = 0;   ///< what it should be
    std::uint64_t blockOffset = 0;  ///< bytes, of the refcount block
    /// An entry of the active state lacks the OFLAG_COPIED that the right refcount asks for.
    bool needsCopiedFlag = false;

    bool operator==(const LeakedRun&) const noexcept = default;
};

/// What the stored refcounts say beside what refers to the clusters. Counts are clusters.
struct RefcountComparison {
    std::uint64_t usedClusters = 0;      ///< up to the last one that has a refcount or a reference
    std::uint64_t orphanedClusters = 0;  ///< a refcount, and no reference at all
    std::vector<LeakedRun> leaks;        ///< in no particular order
    bool leaksComplete = true;           ///< false where there are more than anybody repairs
};

/// Adds to the findings what `qemu-img check` counts: refcounts too high (leaks) and too low, references that do not
/// fit the width, OFLAG_COPIED that contradicts the refcount. Each block is read once; holes are not read.
/// Throws Error (Io, Cancelled).
RefcountComparison compareRefcounts(const File& file, const Header& header, const RefcountTable& refcounts,
                                    const References& references, Findings& findings, const std::stop_token& stop);

}  // namespace engine::qcow2
