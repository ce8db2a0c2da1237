#pragma once

#include "guest/mbr/boot_record.h"

#include <vector>

namespace engine::mbr {

/// A logical partition with its place on the disk, in sectors.
struct Logical {
    std::uint8_t type = 0;
    std::uint64_t firstSector = 0;
    std::uint64_t sectors = 0;
};

/// Follows the chain of extended boot records through an extended partition: the first entry of each is a partition,
/// relative to the record; the second leads to the next record, relative to the extended partition; the others are
/// empty. Throws Error(Corrupt, "volume.contradiction") where one is otherwise, for loops, and for what overlaps
/// or leaves the extended partition.
/// @param extended inside the disk
/// @param logicals gets them in the order of the chain, also those found before an error
void readLogicals(const BlockSource& disk, const Entry& extended, std::vector<Logical>& logicals);

}  // namespace engine::mbr
