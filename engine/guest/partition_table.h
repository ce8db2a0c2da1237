#pragma once

#include "bytes/error.h"
#include "bytes/range_set.h"
#include "guest/block_source.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

enum class PartitionTableKind : std::uint8_t {
    None,  ///< the disk is one volume, or empty
    Mbr,
    Gpt,
};

/// As blkid spells it: none, dos, gpt.
std::string_view name(PartitionTableKind kind) noexcept;

/// What a partition is for, as far as its type alone says.
enum class PartitionRole : std::uint8_t { Other, EfiSystem, MicrosoftReserved, LinuxSwap, LinuxLvm, Extended };

/// One entry of a table; text from inside an image.
struct Partition {
    unsigned number = 0;  ///< as Linux counts: sda1 is 1, logical ones start at 5
    GuestRange range;     ///< inside the disk
    std::string type;     ///< GPT: the GUID in lower case; MBR: "0x" and two digits
    PartitionRole role = PartitionRole::Other;
    std::string name;       ///< GPT only
    bool readOnly = false;  ///< GPT only: attribute 60
    std::string uuid;       ///< GPT: unique GUID; MBR: disk signature and number, as blkid's PARTUUID
};

struct PartitionTable {
    PartitionTableKind kind = PartitionTableKind::None;
    std::uint64_t sectorSize = 0;  ///< bytes; 0 without a table
    std::string uuid;              ///< as blkid's PTUUID
    /// In the order of their place on the disk. Without a table: empty.
    std::vector<Partition> partitions;
    /// Outside all partitions, and proven to belong to nobody by the table itself; never in the first or last MiB.
    GuestRangeSet free;
    /// Why `free` is empty although there is space: a backup that differs, a table that cannot prove it.
    std::optional<Error> caution;
    /// Why nothing on this disk may count as free: entries that overlap or leave the disk, a loop, a broken checksum,
    /// a file system beside a table.
    std::optional<Error> refusal;
};

/// Reads MBR (with extended partitions) or GPT, at 512 and 4096 bytes a sector. Throws only what the source throws.
///
/// There is no table where sector 0 has no signature or no entries, where it is the boot sector of FAT, NTFS, exFAT or
/// BitLocker, or where a loader's code stands in the place of the entries. It is refused where two readings are
/// plausible: such a boot sector with sound entries; a GPT beside an MBR without a protective entry, or with entries
/// that are no partitions of the GPT; the signature of a file system, LVM2, RAID or another table that has the whole
/// disk, outside of all partitions. One of the two is a leftover then, and only its owner knows which. MBR is taken to
/// count sectors of 512 bytes: see mbr/table.h for what follows from that. What lies in an extended partition belongs
/// to it, also between its logical ones. Sources: UEFI specification 2.10, chapter 5; for MBR also what Linux and
/// Windows write.
PartitionTable readPartitionTable(const BlockSource& disk);

}  // namespace engine
