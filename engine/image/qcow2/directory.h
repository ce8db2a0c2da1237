#pragma once

#include "image/image.h"
#include "image/qcow2/header.h"

#include <vector>

namespace engine::qcow2 {

/// One entry of the snapshot table (specification, "Snapshots"). Offsets and sizes in bytes.
struct SnapshotEntry {
    Snapshot snapshot;
    std::uint64_t l1Offset = 0;
    std::uint32_t l1Entries = 0;
};

/// The snapshot table, and how many bytes it takes in the file.
struct SnapshotTable {
    std::vector<SnapshotEntry> entries;
    std::uint64_t bytes = 0;
};

/// Throws Error(Refused) with the field, the value and the limit.
SnapshotTable readSnapshots(const File& file, const Header& header);

/// One entry of the bitmap directory (specification, "Bitmap directory").
struct BitmapEntry {
    Bitmap bitmap;
    std::uint64_t tableOffset = 0;
    std::uint32_t tableEntries = 0;
};

/// Throws Error(Refused) with the field, the value and the limit.
std::vector<BitmapEntry> readBitmaps(const File& file, const Header& header);

}  // namespace engine::qcow2
