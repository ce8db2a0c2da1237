#include "guest/btrfs/superblock.h"

#include "bytes/byte_reader.h"
#include "guest/btrfs/checksum.h"
#include "guest/doubt.h"
#include "image/field_check.h"

#include <algorithm>
#include <bit>

namespace engine::btrfs {

namespace {

constexpr std::uint64_t magic = 0x4d5f53665248425f;  // "_BHRfS_M"
constexpr std::size_t labelLength = 256;
constexpr std::size_t systemChunksLength = 2048;
constexpr std::size_t systemChunksAt = 0x32b;
constexpr std::uint64_t largestBlock = 64 << 10;
constexpr std::uint8_t highestLevel = 7;

constexpr std::uint64_t flagWritten = 1;
constexpr std::uint64_t flagError = 4;
/// Also marks of what is under way.
constexpr std::array unreadFlags{
    NamedFeature{1ULL << 32, "seeding", "btrfs-progs 0.17"},
    NamedFeature{1ULL << 33, "metadump", "btrfs-progs 0.17"},
    NamedFeature{1ULL << 34, "metadump-v2", "btrfs-progs 3.19"},
    NamedFeature{1ULL << 35, "changing-fsid", "btrfs-progs 4.0.1"},
    NamedFeature{1ULL << 36, "changing-fsid-v2", "btrfs-progs 4.20"},
    NamedFeature{1ULL << 38, "changing-block-group-tree", "btrfs-progs 5.19.1"},
    NamedFeature{1ULL << 39, "changing-data-csum", "btrfs-progs 6.3.1"},
    NamedFeature{1ULL << 40, "changing-meta-csum", "btrfs-progs 6.3.1"},
};
constexpr std::uint64_t metadataUuidFlag = 1ULL << 10;
/// mixed backrefs, default subvolume, mixed groups, lzo, zstd, big metadata, extended iref, RAID 5/6, skinny metadata,
/// no holes, metadata uuid, RAID 1 with 3 and 4 copies, simple quotas. The RAID flags only announce profiles that are
/// refused where they occur.
constexpr std::uint64_t knownIncompat = 0x10fff;
constexpr std::array unreadIncompat{NamedFeature{1ULL << 12, "zoned", "btrfs-progs 5.12"},
                                    NamedFeature{1ULL << 13, "extent-tree-v2", "btrfs-progs 5.14"},
                                    NamedFeature{1ULL << 14, "raid-stripe-tree", "btrfs-progs 6.5.2"},
                                    NamedFeature{1ULL << 17, "remap-tree", "btrfs-progs 6.19"}};
/// free space tree, its validity, fs-verity, block group tree
constexpr std::uint64_t knownCompatRo = 15;

template <std::size_t Length>
std::array<std::byte, Length> takeArray(ByteReader& reader)
{
    std::array<std::byte, Length> bytes{};
    std::ranges::copy(reader.take(Length), bytes.begin());
    return bytes;
}

LogicalOffset takeLogical(ByteReader& reader)
{
    return LogicalOffset(reader.littleEndian<std::uint64_t>());
}

void readTrees(ByteReader& reader, Superblock& superblock)
{
    superblock.rootTree.generation = reader.littleEndian<std::uint64_t>();
    superblock.rootTree.block = takeLogical(reader);
    superblock.chunkTree.block = takeLogical(reader);
    superblock.logTree = reader.littleEndian<std::uint64_t>();
    reader.skip(8);  // log_root_transid
}

void readGeometry(ByteReader& reader, Superblock& superblock)
{
    superblock.totalBytes = reader.littleEndian<std::uint64_t>();
    superblock.bytesUsed = reader.littleEndian<std::uint64_t>();
    reader.skip(8);  // root_dir_objectid
    superblock.deviceCount = reader.littleEndian<std::uint64_t>();
    superblock.sectorSize = reader.littleEndian<std::uint32_t>();
    superblock.nodeSize = reader.littleEndian<std::uint32_t>();
    superblock.leafSize = reader.littleEndian<std::uint32_t>();
    reader.skip(4);  // stripesize
}

Superblock parse(std::span<const std::byte> bytes, std::uint64_t offset)
{
    ByteReader reader(bytes, offset, "btrfs superblock");
    Superblock superblock;
    superblock.checksum = takeArray<checksumLength>(reader);
    superblock.fsid = takeArray<16>(reader);
    superblock.bytenr = reader.littleEndian<std::uint64_t>();
    superblock.flags = reader.littleEndian<std::uint64_t>();
    reader.skip(8);  // magic
    readTrees(reader, superblock);
    readGeometry(reader, superblock);
    const std::uint32_t systemChunks = reader.littleEndian<std::uint32_t>();
    superblock.chunkTree.generation = reader.littleEndian<std::uint64_t>();
    reader.skip(8);  // compat_flags
    superblock.compatRo = reader.littleEndian<std::uint64_t>();
    superblock.incompat = reader.littleEndian<std::uint64_t>();
    superblock.checksumType = reader.littleEndian<std::uint16_t>();
    superblock.rootTree.level = reader.littleEndian<std::uint8_t>();
    superblock.chunkTree.level = reader.littleEndian<std::uint8_t>();
    reader.skip(1);  // log_root_level
    superblock.device = DeviceItem::parse(reader.take(DeviceItem::length));
    superblock.label = reader.text(labelLength);
    superblock.label.resize(std::min(superblock.label.find('\0'), labelLength));
    reader.skip(16);  // cache_generation, uuid_tree_generation
    superblock.metadataUuid = takeArray<16>(reader);
    if ((superblock.incompat & metadataUuidFlag) == 0)
        superblock.metadataUuid = superblock.fsid;
    requireAtMost("sys_chunk_array_size", systemChunks, systemChunksLength);
    const auto chunks = bytes.subspan(systemChunksAt, systemChunks);
    superblock.systemChunks.assign(chunks.begin(), chunks.end());
    return superblock;
}

std::array<std::byte, superblockLength> readCopy(const BlockSource& source, std::uint64_t offset)
{
    std::array<std::byte, superblockLength> bytes{};
    source.read(offset, bytes);
    return bytes;
}

bool hasMagic(std::span<const std::byte> bytes, std::uint64_t offset)
{
    return loadLittleEndian<std::uint64_t>(bytes.data() + 64) == magic &&
           loadLittleEndian<std::uint64_t>(bytes.data() + 48) == offset;
}

void requireFeatures(const Superblock& superblock)
{
    requireKnownFeatures("incompat_flags", superblock.incompat, knownIncompat, unreadIncompat);
    requireKnownFeatures("compat_ro_flags", superblock.compatRo, knownCompatRo, {});
    if (superblock.deviceCount != 1)
        throw Error(ErrorKind::Unsupported, "btrfs.devices", {{"count", superblock.deviceCount}});
    if ((superblock.flags & flagError) != 0)
        throw volumeDirty("flags");
    requireKnownFeatures("flags", superblock.flags, flagWritten, unreadFlags);
}

void requireBlockSize(std::string_view field, std::uint64_t value, std::uint64_t least)
{
    requireAtLeast(field, value, least);
    requireAtMost(field, value, largestBlock);
    if (!std::has_single_bit(value))
        throw fieldError("field.unaligned", field, value, least);
}

void requireGeometry(const Superblock& superblock, std::uint64_t size)
{
    requireBlockSize("sectorsize", superblock.sectorSize, 4096);
    requireBlockSize("nodesize", superblock.nodeSize, superblock.sectorSize);
    if (superblock.leafSize != superblock.nodeSize)
        throw fieldError("field.notAllowed", "leafsize", superblock.leafSize, superblock.nodeSize);
    requireAligned("total_bytes", superblock.totalBytes, superblock.sectorSize);
    requireRoom(superblock.totalBytes, 1, size);
    requireAtLeast("total_bytes", superblock.totalBytes, superblockOffsets[0] + superblockReserve);
    requireAtMost("bytes_used", superblock.bytesUsed, superblock.totalBytes);
    requireAtMost("root_level", superblock.rootTree.level, highestLevel);
    requireAtMost("chunk_root_level", superblock.chunkTree.level, highestLevel);
    requireAtMost("chunk_root_generation", superblock.chunkTree.generation, superblock.generation());
    const DeviceItem& device = superblock.device;
    if (device.totalBytes != superblock.totalBytes || device.startOffset != 0 || device.fsid != superblock.metadataUuid)
        throw contradiction("dev_item", superblock.bytenr);
}

/// A commit writes all copies; one that differs was caught between two moments.
void requireCopiesAgree(const Superblock& superblock, const BlockSource& source)
{
    const auto type = static_cast<ChecksumType>(superblock.checksumType);
    for (const std::uint64_t offset : superblockOffsets) {
        if (offset + superblockLength >= superblock.totalBytes)
            break;
        const auto bytes = readCopy(source, offset);
        if (!hasMagic(bytes, offset))
            throw contradiction("superblock copy", offset);
        if (!checksumIsRight(type, bytes))
            throw badChecksum("superblock copy", offset);
        const Superblock copy = parse(bytes, offset);
        if (copy.fsid == superblock.fsid && copy.generation() != superblock.generation())
            throw volumeDirty("superblock copies");
        if (copy.fsid != superblock.fsid || copy.rootTree.block != superblock.rootTree.block ||
            copy.chunkTree.block != superblock.chunkTree.block)
            throw contradiction("superblock copy", offset);
    }
}

}  // namespace

DeviceItem DeviceItem::parse(std::span<const std::byte> bytes)
{
    ByteReader reader(bytes, 0, "btrfs device item");
    DeviceItem device;
    device.id = reader.littleEndian<std::uint64_t>();
    device.totalBytes = reader.littleEndian<std::uint64_t>();
    device.bytesUsed = reader.littleEndian<std::uint64_t>();
    reader.skip(3 * 4 + 2 * 8);  // io_align, io_width, sector_size, type, generation
    device.startOffset = reader.littleEndian<std::uint64_t>();
    reader.skip(4 + 2);  // dev_group, seek_speed, bandwidth
    device.uuid = takeArray<16>(reader);
    device.fsid = takeArray<16>(reader);
    return device;
}

bool hasSuperblock(const BlockSource& source)
{
    constexpr std::uint64_t offset = superblockOffsets[0];
    return fits(offset, superblockLength, source.size()) && hasMagic(readCopy(source, offset), offset);
}

Superblock readSuperblock(const BlockSource& source)
{
    return parse(readCopy(source, superblockOffsets[0]), superblockOffsets[0]);
}

void requireSound(const Superblock& superblock, const BlockSource& source)
{
    const std::uint64_t offset = superblockOffsets[0];
    requireAtMost("csum_type", superblock.checksumType, static_cast<std::uint16_t>(ChecksumType::Blake2b));
    if (!checksumIsRight(static_cast<ChecksumType>(superblock.checksumType), readCopy(source, offset)))
        throw badChecksum("superblock", offset);
    requireFeatures(superblock);
    if (superblock.logTree != 0)
        throw volumeNeedsRecovery("log tree");
    requireGeometry(superblock, source.size());
    requireCopiesAgree(superblock, source);
}

}  // namespace engine::btrfs
