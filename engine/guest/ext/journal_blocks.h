#pragma once

#include "guest/ext/journal_superblock.h"

/// Decodes the blocks of a log (kernel documentation, filesystems/ext4, "Journal (jbd2)"); all numbers are big-endian.
namespace engine::ext {

enum class JournalBlock : std::uint32_t { Descriptor = 1, Commit = 2, Revocations = 5 };

inline constexpr std::size_t journalHeaderLength = 12;

/// One block that a descriptor announces.
struct JournalTag {
    enum Flag : std::uint32_t { Escaped = 1, SameUuid = 2, Last = 8 };

    std::uint64_t home = 0;  ///< number of the block in the file system
    std::uint32_t flags = 0;
    std::uint32_t checksum = 0;

    bool has(Flag flag) const noexcept { return (flags & flag) != 0; }
    bool hasUnknownFlags() const noexcept { return (flags & ~std::uint32_t{Escaped | SameUuid | Last}) != 0; }
};

/// Reads blocks of one journal. Pure; the journal's superblock outlives it.
class JournalDecoder {
public:
    explicit JournalDecoder(const JournalSuperblock& superblock) : superblock_(superblock) {}

    /// The checksum at the end of a descriptor or of revocations.
    bool isTailGood(std::span<const std::byte> block) const;
    std::vector<JournalTag> tags(std::span<const std::byte> descriptor) const;
    /// The blocks that are taken back; throws Corrupt where their count cannot be.
    std::vector<std::uint64_t> revocations(std::span<const std::byte> block, std::uint64_t place) const;
    /// The copy of a block against its tag.
    bool isCopyGood(std::span<const std::byte> copy, std::uint32_t sequence, const JournalTag& tag) const;
    /// @param crc32 of the transaction's descriptors and copies, where the journal has that
    bool isCommitGood(std::span<const std::byte> block, std::uint32_t crc32) const;
    /// Goes on with the checksum of a transaction.
    std::uint32_t addToCrc32(std::uint32_t crc32, std::span<const std::byte> block) const;

private:
    std::size_t contentEnd(std::span<const std::byte> block) const noexcept;
    std::size_t tagLength() const noexcept;
    JournalTag tag(std::span<const std::byte> bytes) const;

    const JournalSuperblock& superblock_;
};

}  // namespace engine::ext
