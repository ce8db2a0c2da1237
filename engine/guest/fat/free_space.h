#pragma once

#include "guest/fat/table.h"
#include "guest/file_system.h"

namespace engine::fat {

/// The clusters whose entries are 0, after these checks: the tables in use equal each other, no entry leads outside or
/// into a free cluster or where another leads, FSInfo's free count (where it knows one) is the counted one, and every
/// file's chain is whole and its own. Throws Error at the first doubt.
VolumeRangeSet freeSpace(const BlockSource& source, const Superblock& block, const Table& table);

}  // namespace engine::fat
