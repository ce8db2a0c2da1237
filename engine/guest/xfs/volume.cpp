#include "guest/xfs/volume.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"

#include <algorithm>
#include <array>
#include <ext2fs/ext2fs.h>

namespace engine::xfs {

namespace {

/// A structure that was written without a transaction says so.
constexpr std::uint64_t noSequenceNumber = UINT64_MAX;

std::uint32_t extend(std::uint32_t sum, std::span<const std::byte> bytes)
{
    return ext2fs_crc32c_le(sum, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace

bool checksumMatchesAt(std::span<const std::byte> bytes, std::size_t field)
{
    constexpr std::array<std::byte, 4> zeros{};
    std::uint32_t sum = extend(UINT32_MAX, bytes.first(field));
    sum = extend(sum, zeros);
    sum = extend(sum, bytes.subspan(field + zeros.size()));
    return checksumMatches(~sum, loadLittleEndian<std::uint32_t>(&bytes[field]));
}

VolumeRange Volume::rangeOf(BlockAddress at, std::uint64_t blocks, std::string_view structure) const
{
    if (!superblock_.holds(at, blocks))
        throw contradiction(structure, at.group < superblock_.agcount ? superblock_.offsetOf(at) : UINT64_MAX);
    return {VolumeOffset(superblock_.offsetOf(at)), blocks << superblock_.blocklog};
}

std::vector<std::byte> Volume::readBlocks(BlockAddress at, std::uint32_t blocks, std::string_view structure) const
{
    const VolumeRange range = rangeOf(at, blocks, structure);
    std::vector<std::byte> bytes(range.length);
    read(range.start.bytes(), bytes);
    return bytes;
}

void Volume::checkStamp(std::span<const std::byte> bytes, const Stamp& stamp, std::uint64_t offset) const
{
    if (!superblock_.hasChecksums())
        return;
    if (!checksumMatchesAt(bytes, stamp.crc))
        throw badChecksum(stamp.structure, offset);
    const auto lsn = loadBigEndian<std::uint64_t>(&bytes[stamp.lsn]);
    const bool ours = std::ranges::equal(bytes.subspan(stamp.uuid, sizeof(Uuid)), superblock_.metadataUuid());
    const bool inPlace = stamp.address == 0 || loadBigEndian<std::uint64_t>(&bytes[stamp.address]) == offset / 512;
    if (!ours || !inPlace || (lsn > logHead_ && lsn != noSequenceNumber))
        throw contradiction(stamp.structure, offset);
}

}  // namespace engine::xfs
