#pragma once

#include "guest/mbr/boot_record.h"
#include "guest/partition_table.h"

namespace engine::mbr {

/// Fills the table from a master boot record and the chains that hang on it. Throws Error with what speaks against it;
/// the partitions found until then stay in the table.
///
/// The entries count sectors, and nothing tells how long one is. 512 bytes are taken; at 1024 to 4096 the same numbers
/// mean other places. Where they would fit into the disk too, `free` stays empty; where a volume is found to start
/// there, the table is refused.
void readTable(const BlockSource& disk, const BootRecord& record, PartitionTable& table);

}  // namespace engine::mbr
