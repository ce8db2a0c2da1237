#include "guest/ext/superblock.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "image/field_check.h"

#include <algorithm>
#include <array>
#include <bit>
#include <ext2fs/ext2fs.h>

namespace engine::ext {

namespace {

using Bytes = std::array<std::byte, superblockLength>;

constexpr std::uint32_t largestLogBlockSize = 6;
constexpr std::uint32_t largestLogClusterSize = 19;
/// Descriptors of all groups are held in memory: enough for 128 TiB of groups of 128 MiB.
constexpr std::uint64_t mostDescriptorBytes = 64 << 20;
constexpr std::uint16_t oldInodeSize = 128;
constexpr std::uint32_t oldFirstIno = 11;
constexpr std::uint64_t oldDescSize = 32;

std::string uuidText(std::span<const std::byte> bytes)
{
    if (std::all_of(bytes.begin(), bytes.end(), [](std::byte byte) { return byte == std::byte{0}; }))
        return {};
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += digits[std::to_integer<std::size_t>(bytes[i] >> 4)];
        text += digits[std::to_integer<std::size_t>(bytes[i] & std::byte{15})];
    }
    return text;
}

std::string labelText(std::string text)
{
    text.resize(std::min(text.find('\0'), text.size()));
    text.resize(text.find_last_not_of(" \t\n") + 1);
    return text;
}

/// Bytes 0 to 0x67.
void readBase(ByteReader& reader, Superblock& superblock)
{
    superblock.inodesCount = reader.littleEndian<std::uint32_t>();
    superblock.blocksCount = reader.littleEndian<std::uint32_t>();
    reader.skip(4);  // s_r_blocks_count
    superblock.freeBlocksCount = reader.littleEndian<std::uint32_t>();
    reader.skip(4);  // s_free_inodes_count
    superblock.firstDataBlock = reader.littleEndian<std::uint32_t>();
    superblock.logBlockSize = reader.littleEndian<std::uint32_t>();
    superblock.logClusterSize = reader.littleEndian<std::uint32_t>();
    superblock.blocksPerGroup = reader.littleEndian<std::uint32_t>();
    superblock.clustersPerGroup = reader.littleEndian<std::uint32_t>();
    superblock.inodesPerGroup = reader.littleEndian<std::uint32_t>();
    reader.skip(12);  // times and counts of mounts
    superblock.magic = reader.littleEndian<std::uint16_t>();
    superblock.state = reader.littleEndian<std::uint16_t>();
    reader.skip(16);  // to s_creator_os
    superblock.revLevel = reader.littleEndian<std::uint32_t>();
    reader.skip(4);  // s_def_resuid, s_def_resgid
    superblock.firstIno = reader.littleEndian<std::uint32_t>();
    superblock.inodeSize = reader.littleEndian<std::uint16_t>();
    reader.skip(2);  // s_block_group_nr
    superblock.featureCompat = reader.littleEndian<std::uint32_t>();
    superblock.featureIncompat = reader.littleEndian<std::uint32_t>();
    superblock.featureRoCompat = reader.littleEndian<std::uint32_t>();
    if (superblock.revLevel == EXT2_GOOD_OLD_REV) {
        superblock.firstIno = oldFirstIno;
        superblock.inodeSize = oldInodeSize;
    }
}

/// Bytes 0x68 to 0x27f.
void readExtended(ByteReader& reader, Superblock& superblock)
{
    superblock.uuid = uuidText(reader.take(16));
    superblock.volumeName = labelText(reader.text(16));
    reader.skip(64 + 4 + 2);  // to s_prealloc_dir_blocks
    superblock.reservedGdtBlocks = reader.littleEndian<std::uint16_t>();
    reader.skip(16);  // s_journal_uuid
    superblock.journalInum = reader.littleEndian<std::uint32_t>();
    reader.skip(4);  // s_journal_dev
    superblock.lastOrphan = reader.littleEndian<std::uint32_t>();
    reader.skip(16 + 2);  // to s_jnl_backup_type
    superblock.descSize = reader.littleEndian<std::uint16_t>();
    reader.skip(4);  // s_default_mount_opts
    superblock.firstMetaBg = reader.littleEndian<std::uint32_t>();
    reader.skip(4 + 68);  // s_mkfs_time, s_jnl_blocks
    const auto blocksHigh = reader.littleEndian<std::uint32_t>();
    reader.skip(4);  // s_r_blocks_count_hi
    const auto freeHigh = reader.littleEndian<std::uint32_t>();
    reader.skip(12);  // to s_mmp_interval
    superblock.mmpBlock = reader.littleEndian<std::uint64_t>();
    reader.skip(4);  // s_raid_stripe_width
    superblock.logGroupsPerFlex = reader.littleEndian<std::uint8_t>();
    superblock.checksumType = reader.littleEndian<std::uint8_t>();
    reader.skip(30);  // to s_snapshot_list
    superblock.errorCount = reader.littleEndian<std::uint32_t>();
    reader.skip(168);  // to s_mount_opts
    superblock.usrQuotaInum = reader.littleEndian<std::uint32_t>();
    superblock.grpQuotaInum = reader.littleEndian<std::uint32_t>();
    reader.skip(36);  // to s_lpf_ino
    superblock.prjQuotaInum = reader.littleEndian<std::uint32_t>();
    reader.skip(16);  // to s_encoding_flags
    superblock.orphanFileInum = reader.littleEndian<std::uint32_t>();
    if (superblock.hasIncompat(EXT4_FEATURE_INCOMPAT_64BIT)) {
        superblock.blocksCount |= std::uint64_t{blocksHigh} << 32;
        superblock.freeBlocksCount |= std::uint64_t{freeHigh} << 32;
    }
}

bool isChecksumGood(const Superblock& superblock, const Bytes& bytes)
{
    if (!superblock.hasRoCompat(EXT4_FEATURE_RO_COMPAT_METADATA_CSUM))
        return true;
    constexpr std::size_t place = superblockLength - 4;
    const std::uint32_t computed =
        ext2fs_crc32c_le(~std::uint32_t{0}, reinterpret_cast<const unsigned char*>(bytes.data()), place);
    return superblock.checksumType == EXT2_CRC32C_CHKSUM &&
           checksumMatches(computed, loadLittleEndian<std::uint32_t>(bytes.data() + place));
}

void requireEqual(std::string_view field, std::uint64_t value, std::uint64_t expected)
{
    if (value != expected)
        throw fieldError("field.notAllowed", field, value, expected);
}

void requirePowerOfTwo(std::string_view field, std::uint64_t value, std::uint64_t least, std::uint64_t most)
{
    requireAtLeast(field, value, least);
    requireAtMost(field, value, most);
    if (!std::has_single_bit(value))
        throw fieldError("field.notAllowed", field, value, std::bit_floor(value));
}

void checkBlocks(const Superblock& superblock, std::uint64_t size)
{
    requireAtMost("s_log_block_size", superblock.logBlockSize, largestLogBlockSize);
    requireAtLeast("s_log_cluster_size", superblock.logClusterSize, superblock.logBlockSize);
    if (superblock.hasRoCompat(EXT4_FEATURE_RO_COMPAT_BIGALLOC))
        requireAtMost("s_log_cluster_size", superblock.logClusterSize, largestLogClusterSize);
    else
        requireEqual("s_log_cluster_size", superblock.logClusterSize, superblock.logBlockSize);
    requireEqual("s_first_data_block", superblock.firstDataBlock, superblock.logClusterSize == 0 ? 1 : 0);
    requireAtLeast("s_blocks_count", superblock.blocksCount, superblock.firstDataBlock + std::uint64_t{1});
    requireRoom(superblock.blocksCount, superblock.blockSize(), size);
    requireAtMost("s_free_blocks_count", superblock.freeBlocksCount, superblock.blocksCount);
}

void checkGroups(const Superblock& superblock)
{
    const std::uint64_t bitsPerBlock = superblock.blockSize() * 8;
    requireAtLeast("s_clusters_per_group", superblock.clustersPerGroup, 8);
    requireAligned("s_clusters_per_group", superblock.clustersPerGroup, 8);
    requireAtMost("s_clusters_per_group", superblock.clustersPerGroup, bitsPerBlock);
    requireEqual("s_blocks_per_group", superblock.blocksPerGroup,
                 superblock.clustersPerGroup * superblock.blocksPerCluster());
    requireAtLeast("s_inodes_per_group", superblock.inodesPerGroup, 8);
    requireAligned("s_inodes_per_group", superblock.inodesPerGroup, 8);
    requireAtMost("s_inodes_per_group", superblock.inodesPerGroup, bitsPerBlock);
    requirePowerOfTwo("s_inode_size", superblock.inodeSize, oldInodeSize, superblock.blockSize());
    requireAtLeast("s_first_ino", superblock.firstIno, oldFirstIno);
    requireAtMost("s_reserved_gdt_blocks", superblock.reservedGdtBlocks, superblock.blockSize() / 4);
    requireAtMost("s_log_groups_per_flex", superblock.logGroupsPerFlex, 31);
    std::uint64_t descSize = oldDescSize;
    if (superblock.hasIncompat(EXT4_FEATURE_INCOMPAT_64BIT)) {
        descSize = superblock.descSize;
        requirePowerOfTwo("s_desc_size", descSize, EXT2_MIN_DESC_SIZE_64BIT, EXT2_MIN_BLOCK_SIZE);
    }
    requireAtMost("group descriptors", superblock.groups(), mostDescriptorBytes / descSize);
    requireEqual("s_inodes_count", superblock.inodesCount, superblock.groups() * superblock.inodesPerGroup);
    if (superblock.hasIncompat(EXT2_FEATURE_INCOMPAT_META_BG))
        requireAtMost("s_first_meta_bg", superblock.firstMetaBg,
                      divideUp(superblock.groups() * descSize, superblock.blockSize()));
}

}  // namespace

std::uint64_t Superblock::groups() const noexcept
{
    return divideUp(blocksCount - firstDataBlock, blocksPerGroup);
}

std::uint64_t Superblock::inodeTableBlocks() const noexcept
{
    return divideUp(std::uint64_t{inodesPerGroup} * inodeSize, blockSize());
}

bool Superblock::hasGroupChecksums() const noexcept
{
    return hasRoCompat(EXT4_FEATURE_RO_COMPAT_METADATA_CSUM | EXT4_FEATURE_RO_COMPAT_GDT_CSUM);
}

std::string Superblock::type() const
{
    constexpr std::uint32_t oldRoCompat = EXT2_FEATURE_RO_COMPAT_SPARSE_SUPER | EXT2_FEATURE_RO_COMPAT_LARGE_FILE;
    constexpr std::uint32_t oldIncompat = EXT2_FEATURE_INCOMPAT_FILETYPE | EXT2_FEATURE_INCOMPAT_META_BG;
    if (hasIncompat(EXT3_FEATURE_INCOMPAT_JOURNAL_DEV))
        return "jbd";
    if (hasRoCompat(~oldRoCompat) || hasIncompat(~(oldIncompat | EXT3_FEATURE_INCOMPAT_RECOVER)))
        return "ext4";
    return hasCompat(EXT3_FEATURE_COMPAT_HAS_JOURNAL) ? "ext3" : "ext2";
}

bool recognises(const BlockSource& source)
{
    if (source.size() < superblockOffset + superblockLength)
        return false;
    const Superblock superblock = readSuperblock(source);
    return superblock.magic == EXT2_SUPER_MAGIC && superblock.revLevel <= EXT2_MAX_SUPP_REV &&
           superblock.logBlockSize <= largestLogBlockSize && superblock.blocksCount != 0;
}

Superblock readSuperblock(const BlockSource& source)
{
    Bytes bytes{};
    source.read(superblockOffset, bytes);
    ByteReader reader(bytes, superblockOffset, "superblock");
    Superblock superblock;
    readBase(reader, superblock);
    readExtended(reader, superblock);
    superblock.checksumGood = isChecksumGood(superblock, bytes);
    return superblock;
}

void checkGeometry(const Superblock& superblock, std::uint64_t size)
{
    checkBlocks(superblock, size);
    checkGroups(superblock);
}

}  // namespace engine::ext
