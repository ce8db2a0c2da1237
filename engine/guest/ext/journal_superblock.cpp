#include "guest/ext/journal_superblock.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "guest/ext/block_tree.h"
#include "image/field_check.h"

#include <algorithm>

namespace engine::ext {

namespace {

constexpr std::size_t length = 1024;
constexpr std::size_t checksumAt = 0xfc;
constexpr std::uint32_t superblockVersion2 = 4;
constexpr std::uint8_t crc32c = 4;

constexpr std::uint32_t knownIncompat =
    journalRevoke | journal64Bit | journalAsyncCommit | journalChecksumV2 | journalChecksumV3 | journalFastCommit;

std::uint32_t crc32cOf(std::uint32_t seed, std::span<const std::byte> bytes)
{
    return ext2fs_crc32c_le(seed, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

bool isChecksumGood(std::span<const std::byte> bytes)
{
    std::vector<std::byte> copy(bytes.begin(), bytes.end());
    std::fill_n(copy.begin() + checksumAt, 4, std::byte{0});
    return checksumMatches(crc32cOf(~0U, copy), loadBigEndian<std::uint32_t>(bytes.data() + checksumAt));
}

/// @param bytes `length` of them
JournalSuperblock decode(std::span<const std::byte> bytes)
{
    ByteReader reader(bytes, 0, "journal superblock");
    JournalSuperblock superblock;
    reader.skip(4);  // h_magic
    superblock.blockType = reader.bigEndian<std::uint32_t>();
    reader.skip(4);  // h_sequence
    superblock.blockSize = reader.bigEndian<std::uint32_t>();
    superblock.maxLength = reader.bigEndian<std::uint32_t>();
    superblock.first = reader.bigEndian<std::uint32_t>();
    superblock.sequence = reader.bigEndian<std::uint32_t>();
    superblock.start = reader.bigEndian<std::uint32_t>();
    superblock.errorNumber = reader.bigEndian<std::uint32_t>();
    superblock.featureCompat = reader.bigEndian<std::uint32_t>();
    superblock.featureIncompat = reader.bigEndian<std::uint32_t>();
    superblock.featureRoCompat = reader.bigEndian<std::uint32_t>();
    superblock.checksumSeed = crc32cOf(~0U, reader.take(16));
    superblock.users = reader.bigEndian<std::uint32_t>();
    reader.skip(12);  // s_dynsuper, s_max_transaction, s_max_trans_data
    superblock.checksumType = reader.littleEndian<std::uint8_t>();
    superblock.checksumGood = !superblock.hasBlockChecksums() || isChecksumGood(bytes);
    return superblock;
}

void requireKnown(std::string_view field, std::uint32_t bits, std::uint32_t known)
{
    if ((bits & ~known) != 0)
        throw unknownFeature(field, bits & ~known);
}

void requireFeatures(const JournalSuperblock& superblock, std::uint64_t offset)
{
    requireKnown("s_feature_compat of the journal", superblock.featureCompat, journalCompatChecksum);
    requireKnown("s_feature_incompat of the journal", superblock.featureIncompat, knownIncompat);
    requireKnown("s_feature_ro_compat of the journal", superblock.featureRoCompat, 0);
    // Fast commits are a language of their own, whose replay allocates blocks.
    if (superblock.hasIncompat(journalFastCommit))
        throw volumeNeedsRecovery("fast commits");
    const bool version1 = (superblock.featureCompat & journalCompatChecksum) != 0;
    const bool version2 = superblock.hasIncompat(journalChecksumV2);
    const bool version3 = superblock.hasIncompat(journalChecksumV3);
    if (int{version1} + int{version2} + int{version3} > 1)
        throw contradiction("features of the journal", offset);
    if (superblock.hasBlockChecksums() && superblock.checksumType != crc32c)
        throw unknownFeature("s_checksum_type of the journal", superblock.checksumType);
}

}  // namespace

JournalFile findJournal(const Library& library)
{
    BlockBudget budget(library.superblock());
    const Inode inode = readInode(library, library.superblock().journalInum);
    InodeBlocks blocks = blocksOf(library, inode, budget);
    if (blocks.content.empty())
        throw contradiction("journal inode", 0);
    JournalFile journal{std::move(blocks.content), std::move(blocks.metadata), {}};
    std::vector<std::byte> bytes(library.superblock().blockSize());
    library.read(journal.offset() / bytes.size(), bytes);
    if (loadBigEndian<std::uint32_t>(bytes.data()) != journalMagic)
        throw contradiction("journal superblock", journal.offset());
    journal.superblock = decode(std::span(bytes).first(length));
    return journal;
}

void requireReplayable(const JournalFile& journal, const Library& library)
{
    const JournalSuperblock& superblock = journal.superblock;
    if (superblock.blockType != superblockVersion2)
        throw unknownFeature("h_blocktype of the journal superblock", superblock.blockType);
    requireFeatures(superblock, journal.offset());
    if (!superblock.checksumGood)
        throw badChecksum("journal superblock", journal.offset());
    if (superblock.users > 1)
        throw unknownFeature("s_nr_users of the journal", superblock.users);
    if (superblock.errorNumber != 0)
        throw volumeDirty("s_errno");
    const std::uint64_t blockSize = library.superblock().blockSize();
    if (superblock.blockSize != blockSize)
        throw fieldError("field.notAllowed", "s_blocksize", superblock.blockSize, blockSize);
    std::uint64_t stored = 0;
    for (const VolumeRange& range : journal.blocks)
        stored += range.length;
    const Inode inode = readInode(library, library.superblock().journalInum);
    // A hole would shift all that follows.
    if (stored != inode.size)
        throw contradiction("journal inode", journal.offset());
    requireAtMost("s_maxlen", superblock.maxLength, stored / blockSize);
    requireAtLeast("s_first", superblock.first, 1);
    requireAtMost("s_first", superblock.first, superblock.maxLength);
    if (superblock.start != 0) {
        requireAtLeast("s_start", superblock.start, superblock.first);
        requireAtMost("s_start", superblock.start, superblock.maxLength - std::uint64_t{1});
    }
}

}  // namespace engine::ext
