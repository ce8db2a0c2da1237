#pragma once

#include "image/qcow2/findings.h"
#include "image/qcow2/header.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace engine::qcow2 {

/// A table that an entry of another table names. Nothing of it is checked but what the comment says.
struct NamedTable {
    std::uint64_t offset = 0;   ///< bytes, aligned to clusters
    std::uint64_t entries = 0;  ///< of 8 bytes
    std::uint64_t namedAt = 0;  ///< where the entry that names it lies
};

/// The L1 tables of the internal snapshots, and how long the snapshot table is (specification, "Snapshots").
struct SnapshotTables {
    std::vector<NamedTable> l1Tables;  ///< aligned, and no longer than QEMU reads
    std::uint64_t tableBytes = 0;
};

/// Reads the snapshot table as far as it makes sense; what does not becomes a finding. Throws Error (Io, Cancelled).
SnapshotTables listSnapshotTables(const File& file, const Header& header, Findings& findings,
                                  const std::stop_token& stop);

/// The tables of the bitmaps that the header's extension names (specification, "Bitmaps"), under the same rules. A
/// directory that breaks them is one corruption and one check error, and ends there: QEMU does not open such an image.
std::vector<NamedTable> listBitmapTables(const File& file, const Header& header, Findings& findings,
                                         const std::stop_token& stop);

}  // namespace engine::qcow2
