#pragma once

#include "guest/partition_table.h"

#include <span>

namespace engine {

/// The gaps between and behind partitions inside `window`, which is what the table can speak of. Left out are the first
/// and the last MiB of the disk (boot loaders; metadata of volume managers and RAID), and all that lies before the
/// first partition: loaders are put there by convention alone. Without partitions nothing is proven.
GuestRangeSet unpartitioned(std::span<const Partition> partitions, GuestRange window, std::uint64_t diskSize);

/// The ranges of all partitions together.
GuestRangeSet coveredBy(std::span<const Partition> partitions);

/// Throws Error(Refused, "table.overlap") where two share a sector. Sorts them by their place.
void requireDisjoint(std::vector<Partition>& partitions);

}  // namespace engine
