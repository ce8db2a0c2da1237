#pragma once

#include "guest/ext/library.h"

#include <optional>
#include <vector>

namespace engine::ext {

inline constexpr std::uint32_t journalMagic = 0xc03b3998;

/// Feature bits of a journal (kernel documentation, filesystems/ext4, "Journal (jbd2)").
inline constexpr std::uint32_t journalCompatChecksum = 1;
inline constexpr std::uint32_t journalRevoke = 1;
inline constexpr std::uint32_t journal64Bit = 2;
inline constexpr std::uint32_t journalAsyncCommit = 4;
inline constexpr std::uint32_t journalChecksumV2 = 8;
inline constexpr std::uint32_t journalChecksumV3 = 16;
inline constexpr std::uint32_t journalFastCommit = 32;

/// The superblock of a journal, in the order of its fields. Lengths and places are in blocks of the file system.
struct JournalSuperblock {
    std::uint32_t blockType = 0;
    std::uint32_t blockSize = 0;
    std::uint32_t maxLength = 0;
    std::uint32_t first = 0;     ///< of the blocks that the log goes round in
    std::uint32_t sequence = 0;  ///< of the first transaction in the log
    std::uint32_t start = 0;     ///< where that one begins; 0: nothing to replay
    std::uint32_t errorNumber = 0;
    std::uint32_t featureCompat = 0;
    std::uint32_t featureIncompat = 0;
    std::uint32_t featureRoCompat = 0;
    std::uint32_t users = 0;
    std::uint8_t checksumType = 0;
    bool checksumGood = true;
    std::uint32_t checksumSeed = 0;  ///< of the UUID

    bool hasBlockChecksums() const noexcept { return (featureIncompat & (journalChecksumV2 | journalChecksumV3)) != 0; }
    bool hasIncompat(std::uint32_t bit) const noexcept { return (featureIncompat & bit) != 0; }
};

/// Where an internal journal lies.
struct JournalFile {
    std::vector<VolumeRange> blocks;  ///< in the order of the log
    std::vector<VolumeRange> metadata;
    JournalSuperblock superblock;

    std::uint64_t offset() const noexcept { return blocks.front().start.bytes(); }
};

/// Finds the journal and decodes its superblock without judging it. Throws Corrupt where there is none.
JournalFile findJournal(const Library& library);

/// Throws Unsupported or Corrupt where the log cannot be replayed for sure: features that this reader does not know,
/// fast commits, several users, an error that was noted, a checksum, numbers that do not fit.
void requireReplayable(const JournalFile& journal, const Library& library);

}  // namespace engine::ext
