#include "guest/ntfs/superblock.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "image/field_check.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iomanip>
#include <sstream>

namespace engine::ntfs {

namespace {

constexpr std::size_t bootSectorLength = 512;  ///< also where sectors are smaller
constexpr std::string_view oemId = "NTFS    ";
constexpr std::size_t oemIdAt = 3;
constexpr std::size_t serialNumberAt = 72;
constexpr std::uint64_t smallestSector = 256;
constexpr std::uint64_t largestSector = 4096;
constexpr std::uint64_t largestCluster = 2 << 20;

using Sector = std::array<std::byte, bootSectorLength>;

Sector readSector(const BlockSource& volume)
{
    Sector sector{};
    volume.read(0, sector);
    return sector;
}

void requirePowerOfTwo(std::string_view field, std::uint64_t value, std::uint64_t least, std::uint64_t most)
{
    requireAtLeast(field, value, least);
    requireAtMost(field, value, most);
    if (!std::has_single_bit(value))
        throw fieldError("field.notAllowed", field, value, most);
}

/// Values above 128 are negative powers: 2^(256 - value) sectors.
std::uint64_t sectorsPerCluster(std::uint8_t value)
{
    constexpr unsigned smallestPower = 240;
    if (value <= 128)
        return value;
    requireAtLeast("sectors_per_cluster", value, smallestPower);
    return std::uint64_t{1} << (256U - value);
}

/// Positive: clusters. Negative: 2^-value bytes.
std::uint64_t blockSize(std::string_view field, std::uint8_t value, std::uint64_t clusterSize)
{
    constexpr unsigned smallestPower = 0xe1;
    if (value < 0x80)
        return value * clusterSize;
    requireAtLeast(field, value, smallestPower);
    return std::uint64_t{1} << (256U - value);
}

/// Fields that only FAT uses.
void requireUnused(ByteReader& reader)
{
    const auto require = [](std::string_view field, std::uint64_t value) { requireAtMost(field, value, 0); };
    require("reserved_sectors", reader.littleEndian<std::uint16_t>());
    require("fats", reader.littleEndian<std::uint8_t>());
    require("root_entries", reader.littleEndian<std::uint16_t>());
    require("sectors", reader.littleEndian<std::uint16_t>());
    reader.skip(1);  // media type
    require("sectors_per_fat", reader.littleEndian<std::uint16_t>());
    reader.skip(8);  // geometry, hidden sectors
    require("large_sectors", reader.littleEndian<std::uint32_t>());
    reader.skip(4);  // physical drive
}

void readPlaces(ByteReader& reader, BootSector& boot, std::uint64_t volumeSize)
{
    boot.sectors = reader.littleEndian<std::uint64_t>();
    requireAtLeast("number_of_sectors", boot.sectors, boot.clusterSize / boot.sectorSize);
    requireRoom(boot.sectors, boot.sectorSize, volumeSize);
    boot.mftCluster = reader.littleEndian<std::uint64_t>();
    requireAtLeast("mft_lcn", boot.mftCluster, 1);
    requireInside("mft_lcn", boot.mftCluster, 1, boot.clusters());
    boot.mirrorCluster = reader.littleEndian<std::uint64_t>();
    requireAtLeast("mftmirr_lcn", boot.mirrorCluster, 1);
    requireInside("mftmirr_lcn", boot.mirrorCluster, 1, boot.clusters());
    if (boot.mirrorCluster == boot.mftCluster)
        throw fieldError("field.notAllowed", "mftmirr_lcn", boot.mirrorCluster, boot.mftCluster);
}

}  // namespace

bool hasBootSector(const BlockSource& volume)
{
    if (volume.size() < bootSectorLength)
        return false;
    const Sector sector = readSector(volume);
    return std::equal(oemId.begin(), oemId.end(), sector.begin() + oemIdAt,
                      [](char letter, std::byte byte) { return static_cast<std::byte>(letter) == byte; });
}

std::string serialText(const BlockSource& volume)
{
    const Sector sector = readSector(volume);
    std::ostringstream text;
    text << std::hex << std::uppercase << std::setw(16) << std::setfill('0')
         << loadLittleEndian<std::uint64_t>(sector.data() + serialNumberAt);
    return text.str();
}

BootSector readBootSector(const BlockSource& volume)
{
    const Sector sector = readSector(volume);
    ByteReader reader(sector, 0, "boot sector");
    reader.skip(oemIdAt + oemId.size());
    BootSector boot;
    boot.sectorSize = reader.littleEndian<std::uint16_t>();
    requirePowerOfTwo("bytes_per_sector", boot.sectorSize, smallestSector, largestSector);
    boot.clusterSize = sectorsPerCluster(reader.littleEndian<std::uint8_t>()) * boot.sectorSize;
    requirePowerOfTwo("cluster size", boot.clusterSize, boot.sectorSize, largestCluster);
    requireUnused(reader);
    readPlaces(reader, boot, volume.size());
    const auto recordSize = blockSize("clusters_per_mft_record", reader.littleEndian<std::uint8_t>(), boot.clusterSize);
    requirePowerOfTwo("MFT record size", recordSize, 1024, 4096);
    boot.recordSize = static_cast<std::uint32_t>(recordSize);
    reader.skip(3);
    const auto indexSize =
        blockSize("clusters_per_index_record", reader.littleEndian<std::uint8_t>(), boot.clusterSize);
    requirePowerOfTwo("index block size", indexSize, 512, 1 << 16);
    boot.indexBlockSize = static_cast<std::uint32_t>(indexSize);
    reader.skip(3);
    boot.serialNumber = reader.littleEndian<std::uint64_t>();
    return boot;
}

}  // namespace engine::ntfs
