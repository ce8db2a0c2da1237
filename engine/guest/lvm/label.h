#pragma once

#include "bytes/range_set.h"
#include "guest/block_source.h"

#include <string>
#include <vector>

namespace engine::lvm {

/// What the label sector of a physical volume says. Offsets count from the start of the physical volume.
struct Label {
    std::string uuid;  ///< as the metadata spells it, with hyphens
    std::uint64_t deviceSize = 0;
    std::vector<GuestRange> metadataAreas;  ///< on the disk
    bool isUsed = false;                    ///< the header's extension says that it belongs to a group
    GuestRangeSet kept;                     ///< metadata and boot loader areas on the disk
};

/// Reads the label of the physical volume at `place`. Throws Error with what is wrong, among that a second label.
Label readLabel(const BlockSource& disk, GuestRange place);

}  // namespace engine::lvm
