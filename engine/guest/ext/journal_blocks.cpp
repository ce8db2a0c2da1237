#include "guest/ext/journal_blocks.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"

#include <array>

namespace engine::ext {

namespace {

constexpr std::size_t revocationsAt = 16;
constexpr std::size_t tailLength = 4;
constexpr std::size_t uuidLength = 16;
constexpr std::size_t commitChecksumAt = 16;

std::uint32_t crc32cOf(std::uint32_t seed, std::span<const std::byte> bytes)
{
    return ext2fs_crc32c_le(seed, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

/// Of a block whose own four bytes at `place` count as zero.
std::uint32_t crc32cWithout(std::uint32_t seed, std::span<const std::byte> block, std::size_t place)
{
    constexpr std::array<std::byte, 4> zeros{};
    return crc32cOf(crc32cOf(crc32cOf(seed, block.first(place)), zeros), block.subspan(place + zeros.size()));
}

}  // namespace

std::size_t JournalDecoder::contentEnd(std::span<const std::byte> block) const noexcept
{
    return block.size() - (superblock_.hasBlockChecksums() ? tailLength : 0);
}

std::size_t JournalDecoder::tagLength() const noexcept
{
    if (superblock_.hasIncompat(journalChecksumV3))
        return 16;
    return std::size_t{8} + (superblock_.hasIncompat(journalChecksumV2) ? 2 : 0) +
           (superblock_.hasIncompat(journal64Bit) ? 4 : 0);
}

bool JournalDecoder::isTailGood(std::span<const std::byte> block) const
{
    if (!superblock_.hasBlockChecksums())
        return true;
    const std::size_t at = contentEnd(block);
    return checksumMatches(crc32cWithout(superblock_.checksumSeed, block, at),
                           loadBigEndian<std::uint32_t>(block.data() + at));
}

JournalTag JournalDecoder::tag(std::span<const std::byte> bytes) const
{
    const bool version3 = superblock_.hasIncompat(journalChecksumV3);
    ByteReader reader(bytes, 0, "journal tag");
    JournalTag tag;
    tag.home = reader.bigEndian<std::uint32_t>();
    if (!version3)
        tag.checksum = reader.bigEndian<std::uint16_t>();
    tag.flags = version3 ? reader.bigEndian<std::uint32_t>() : reader.bigEndian<std::uint16_t>();
    if (superblock_.hasIncompat(journal64Bit))
        tag.home |= std::uint64_t{reader.bigEndian<std::uint32_t>()} << 32;
    else if (version3)
        reader.skip(4);
    if (version3)
        tag.checksum = reader.bigEndian<std::uint32_t>();
    return tag;
}

std::vector<JournalTag> JournalDecoder::tags(std::span<const std::byte> descriptor) const
{
    std::vector<JournalTag> tags;
    for (std::size_t at = journalHeaderLength; at + tagLength() <= contentEnd(descriptor);) {
        tags.push_back(tag(descriptor.subspan(at, tagLength())));
        at += tagLength() + (tags.back().has(JournalTag::SameUuid) ? 0 : uuidLength);
        if (tags.back().has(JournalTag::Last))
            break;
    }
    return tags;
}

std::vector<std::uint64_t> JournalDecoder::revocations(std::span<const std::byte> block, std::uint64_t place) const
{
    const std::size_t end = loadBigEndian<std::uint32_t>(block.data() + journalHeaderLength);
    if (end > contentEnd(block) || end < revocationsAt)
        throw contradiction("journal revocations", place);
    const std::size_t length = superblock_.hasIncompat(journal64Bit) ? 8 : 4;
    std::vector<std::uint64_t> blocks;
    for (std::size_t at = revocationsAt; at + length <= end; at += length)
        blocks.push_back(length == 8 ? loadBigEndian<std::uint64_t>(block.data() + at)
                                     : loadBigEndian<std::uint32_t>(block.data() + at));
    return blocks;
}

bool JournalDecoder::isCopyGood(std::span<const std::byte> copy, std::uint32_t sequence, const JournalTag& tag) const
{
    if (!superblock_.hasBlockChecksums())
        return true;
    std::array<std::byte, 4> number{};
    storeBigEndian(sequence, number.data());
    const std::uint32_t sum = crc32cOf(crc32cOf(superblock_.checksumSeed, number), copy);
    return checksumMatches(superblock_.hasIncompat(journalChecksumV3) ? sum : sum & 0xffff, tag.checksum);
}

bool JournalDecoder::isCommitGood(std::span<const std::byte> block, std::uint32_t crc32) const
{
    const auto stored = loadBigEndian<std::uint32_t>(block.data() + commitChecksumAt);
    if (superblock_.hasBlockChecksums())
        return checksumMatches(crc32cWithout(superblock_.checksumSeed, block, commitChecksumAt), stored);
    if ((superblock_.featureCompat & journalCompatChecksum) == 0)
        return true;
    // h_chksum_type and h_chksum_size: a CRC32 of 4 bytes, or none.
    constexpr std::uint16_t crc32OfFourBytes = 0x0104;
    const auto kind = loadBigEndian<std::uint16_t>(block.data() + journalHeaderLength);
    return kind == crc32OfFourBytes ? checksumMatches(crc32, stored) : kind == 0 && stored == 0;
}

std::uint32_t JournalDecoder::addToCrc32(std::uint32_t crc32, std::span<const std::byte> block) const
{
    if ((superblock_.featureCompat & journalCompatChecksum) == 0)
        return crc32;
    return ext2fs_crc32_be(crc32, reinterpret_cast<const unsigned char*>(block.data()), block.size());
}

}  // namespace engine::ext
