#pragma once

#include "image/image.h"
#include "image/qcow2/findings.h"
#include "image/qcow2/header.h"
#include "image/qcow2/refcount_compare.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace engine::qcow2 {

/// What `qemu-img check` says of a qcow2 file, with its numbers (compared with QEMU 7.2). The differences:
/// - `readHeader` is stricter than QEMU's check mode: a header with a table outside the file, no refcount table, or
/// more
///   snapshots than QEMU reads is refused, not checked.
/// - Where QEMU ends with "Check failed" and no numbers (snapshot table or bitmap directory unreadable, more than 2^31
///   clusters), this counts a check error and goes on with the rest; what follows from the missing part counts as leak.
/// - A cluster with a refcount block at no valid place is one check error, as with QEMU.
struct CheckReport {
    static constexpr std::size_t maxFindings = 1000;

    std::uint64_t leaks = 0;        ///< clusters
    std::uint64_t corruptions = 0;  ///< entries and clusters
    std::uint64_t checkErrors = 0;  ///< what could not be looked at; then the other numbers are not the whole truth
    std::vector<Finding> findings;  ///< the first maxFindings
    std::uint64_t findingCount = 0;
    std::uint64_t imageEndOffset = 0;  ///< bytes: where the last cluster in use ends
    StorageUse use;
    bool dirty = false;    ///< refcounts were written lazily and not brought up to date
    bool corrupt = false;  ///< somebody has found it corrupt and marked it
    RefcountComparison refcounts;

    bool clean() const noexcept { return leaks == 0 && corruptions == 0 && checkErrors == 0; }
};

/// Reads all metadata of the file and no content. Changes nothing.
/// Throws Error: what readHeader throws; Io, Cancelled, Refused "memory.budget".
CheckReport check(const File& file, std::stop_token stop);

/// The same walk, for Image::storageUse. Host clusters of a compressed cluster count once; content in an external data
/// file is not in this file. The refcounts of a dirty image are not trusted: what nothing refers to and is no hole is
/// leaked. Throws like check.
StorageUse storageUse(const File& file, const Header& header, std::stop_token stop);

}  // namespace engine::qcow2
