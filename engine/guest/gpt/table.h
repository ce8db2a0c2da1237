#pragma once

#include "guest/mbr/boot_record.h"
#include "guest/partition_table.h"

namespace engine::gpt {

/// Whether a header's signature stands where the primary one is, at 512 or 4096 bytes a sector.
bool showsPrimary(const BlockSource& disk);

/// Fills the table from a GPT. The primary copy counts, as it does for Linux and Windows; the backup in the last sector
/// where the primary is broken. `free` needs both, equal, and the backup at the end. Throws Error with what speaks
/// against the table; the partitions found until then stay in it.
/// @param record the first sector of the disk; with a protective entry
void readTable(const BlockSource& disk, const mbr::BootRecord& record, PartitionTable& table);

}  // namespace engine::gpt
