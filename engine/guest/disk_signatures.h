#pragma once

#include "bytes/range_set.h"
#include "guest/block_source.h"

#include <optional>
#include <string>

namespace engine {

/// The name, as blkid spells it, of a file system, a volume manager or a foreign partition table whose signature stands
/// where it would if it had the whole disk, outside of `covered`. Weak signatures (of one or two bytes) are left out,
/// but for ext. Throws what the source throws.
std::optional<std::string> wholeDiskSignature(const BlockSource& disk, const GuestRangeSet& covered);

/// The same for a volume that starts at `start`: enough to tell that something was made to start there.
bool startsWithSignature(const BlockSource& disk, GuestOffset start);

}  // namespace engine
