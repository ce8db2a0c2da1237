#pragma once

#include "bytes/range_set.h"
#include "image/qcow2/findings.h"
#include "image/qcow2/header.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace engine::qcow2 {

/// What every byte of a qcow2 file is there for, by whole clusters, cut at the end of the file. The sets are disjoint,
/// and together they are the file.
struct HostUse {
    static constexpr std::size_t maxFindings = 100;

    HostRangeSet metadata;      ///< header, tables, refcounts, encryption header
    HostRangeSet bitmaps;       ///< directory, tables and bits of dirty bitmaps
    HostRangeSet content;       ///< what the active state refers to; snapshots may need it too
    HostRangeSet snapshotOnly;  ///< content and tables that only internal snapshots refer to
    HostRangeSet leaked;        ///< marked as used, referred to by nothing
    HostRangeSet unused;        ///< free for reuse inside the file

    // What a check of the same walk found (image/qcow2/check.h).
    std::uint64_t leaks = 0;
    std::uint64_t corruptions = 0;
    std::uint64_t checkErrors = 0;
    std::vector<Finding> findings;  ///< the first of them
};

/// Reads all metadata and no content; tolerant like `check`. The refcounts of an image that is marked dirty are not
/// trusted: what nothing refers to and is no hole is leaked. Throws Error: Io, Cancelled, Refused "memory.budget".
HostUse readHostUse(const File& file, const Header& header, const std::stop_token& stop);

}  // namespace engine::qcow2
