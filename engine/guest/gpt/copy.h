#pragma once

#include "bytes/error.h"
#include "guest/block_source.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine::gpt {

using Guid = std::array<std::byte, 16>;

/// As blkid spells it: the first three fields are little-endian (UEFI 2.10, appendix A).
std::string text(const Guid& guid);

/// The GPT header (UEFI 2.10, table 5-5). LBAs count sectors of `sectorSize` bytes.
struct Header {
    std::uint64_t sectorSize = 0;
    std::uint64_t myLba = 0;
    std::uint64_t alternateLba = 0;
    std::uint64_t firstUsableLba = 0;
    std::uint64_t lastUsableLba = 0;
    Guid diskGuid{};
    std::uint64_t partitionEntryLba = 0;
    std::uint32_t numberOfPartitionEntries = 0;
    std::uint32_t sizeOfPartitionEntry = 0;
    std::uint32_t partitionEntryArrayCrc32 = 0;
};

/// An entry that is in use (table 5-6).
struct Entry {
    unsigned number = 0;  ///< from 1
    Guid type{};
    Guid unique{};
    std::uint64_t startingLba = 0;
    std::uint64_t endingLba = 0;  ///< inclusive
    std::uint64_t attributes = 0;
    std::string name;  ///< UTF-8
};

/// One of the two copies of the table, sound in itself: checksums right, all inside the disk, the entries outside
/// the usable area.
struct Copy {
    Header header;
    std::vector<Entry> entries;

    /// Whether the other says the same: the disk, the usable area and all entries.
    bool agreesWith(const Copy& other) const noexcept;
};

/// The table is of a disk that ended behind `lastLba`, where the other copy was. Nothing where no disk can be that
/// long.
std::optional<Error> cutOff(const Header& header, std::uint64_t lastLba);

/// Whether the header's signature stands at that place.
bool hasSignature(const BlockSource& disk, std::uint64_t sectorSize, std::uint64_t lba);

/// Throws Error with what is wrong with the copy whose header is at `lba`.
Copy readCopy(const BlockSource& disk, std::uint64_t sectorSize, std::uint64_t lba);

}  // namespace engine::gpt
