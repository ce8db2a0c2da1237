#include "guest/exfat/superblock.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "image/field_check.h"

#include <algorithm>
#include <array>
#include <vector>

namespace engine::exfat {

namespace {

constexpr std::size_t bootSectorSize = 512;
using Sector = std::array<std::byte, bootSectorSize>;

constexpr std::array<std::uint8_t, 11> signature{0xeb, 0x76, 0x90, 'E', 'X', 'F', 'A', 'T', ' ', ' ', ' '};
constexpr std::uint64_t regionSectors = 12;
constexpr std::size_t volumeFlagsAt = 106;
constexpr std::size_t percentInUseAt = 112;

void checkShifts(std::uint8_t bytesPerSectorShift, std::uint8_t sectorsPerClusterShift)
{
    requireAtLeast("BytesPerSectorShift", bytesPerSectorShift, 9);
    requireAtMost("BytesPerSectorShift", bytesPerSectorShift, 12);
    requireAtMost("SectorsPerClusterShift", sectorsPerClusterShift, 25U - bytesPerSectorShift);
}

void checkVolumeLength(const Superblock& block, std::uint64_t sourceSize)
{
    requireAtLeast("VolumeLength", block.volumeLength, (1ULL << 20) >> block.bytesPerSectorShift);
    requireAtMost("VolumeLength", block.volumeLength, INT64_MAX >> block.bytesPerSectorShift);
    requireRoom(block.length(), 1, sourceSize);
}

void checkRegions(const Superblock& block)
{
    constexpr std::uint64_t mostClusters = 0xfffffff5;
    requireAtMost("NumberOfFats", block.numberOfFats, 2);
    requireAtLeast("NumberOfFats", block.numberOfFats, 1);
    requireAtLeast("FatOffset", block.fatOffset, 2 * regionSectors);
    const std::uint64_t tableBytes = (std::uint64_t{block.heap.count} + clusters::firstCluster) * 4;
    requireAtLeast("FatLength", block.fatLength, divideUp(tableBytes, block.bytes(1)));
    requireAtLeast("ClusterHeapOffset", block.clusterHeapOffset,
                   block.fatOffset + std::uint64_t{block.fatLength} * block.numberOfFats);
    requireAtLeast("ClusterCount", block.heap.count, 1);
    requireAtMost("ClusterCount", block.heap.count, mostClusters);
    requireInside("ClusterHeapOffset", block.heap.start, block.heap.count * block.heap.clusterSize, block.length());
    requireAtLeast("FirstClusterOfRootDirectory", block.firstClusterOfRootDirectory, clusters::firstCluster);
    requireAtMost("FirstClusterOfRootDirectory", block.firstClusterOfRootDirectory,
                  std::uint64_t{block.heap.count} + 1);
}

/// The checksum of a boot region (main: 0, backup: 1), which its last sector repeats.
std::uint32_t checkRegion(const BlockSource& source, const Superblock& block, std::uint64_t region)
{
    const std::uint64_t offset = block.bytes(region * regionSectors);
    std::vector<std::byte> sectors(block.bytes(regionSectors));
    source.read(offset, sectors);
    const std::size_t summed = block.bytes(regionSectors - 1);
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at < summed; ++at) {
        if (at != volumeFlagsAt && at != volumeFlagsAt + 1 && at != percentInUseAt)
            sum = ((sum & 1) << 31) + (sum >> 1) + std::to_integer<std::uint32_t>(sectors[at]);
    }
    for (std::size_t at = summed; at < sectors.size(); at += 4) {
        if (!checksumMatches(sum, loadLittleEndian<std::uint32_t>(sectors.data() + at)))
            throw badChecksum(region == 0 ? "Main Boot Region" : "Backup Boot Region", offset);
    }
    return sum;
}

}  // namespace

bool looksLikeBootSector(const BlockSource& source)
{
    constexpr std::size_t mustBeZeroEnd = 64;
    Sector sector;
    if (source.size() < sector.size())
        return false;
    source.read(0, sector);
    return std::equal(signature.begin(), signature.end(), sector.begin(),
                      [](std::uint8_t byte, std::byte stored) { return std::byte{byte} == stored; }) &&
           std::all_of(sector.begin() + signature.size(), sector.begin() + mustBeZeroEnd,
                       [](std::byte byte) { return byte == std::byte{0}; }) &&
           loadLittleEndian<std::uint16_t>(sector.data() + 510) == 0xaa55;
}

Superblock readSuperblock(const BlockSource& source)
{
    Sector sector;
    source.read(0, sector);
    ByteReader reader(sector, 0, "Main Boot Sector");
    reader.skip(72);
    Superblock block;
    block.volumeLength = reader.littleEndian<std::uint64_t>();
    block.fatOffset = reader.littleEndian<std::uint32_t>();
    block.fatLength = reader.littleEndian<std::uint32_t>();
    block.clusterHeapOffset = reader.littleEndian<std::uint32_t>();
    block.heap.count = reader.littleEndian<std::uint32_t>();
    block.firstClusterOfRootDirectory = reader.littleEndian<std::uint32_t>();
    block.volumeSerialNumber = reader.littleEndian<std::uint32_t>();
    block.fileSystemRevision = reader.littleEndian<std::uint16_t>();
    block.volumeFlags = reader.littleEndian<std::uint16_t>();
    block.bytesPerSectorShift = reader.littleEndian<std::uint8_t>();
    const auto sectorsPerClusterShift = reader.littleEndian<std::uint8_t>();
    block.numberOfFats = reader.littleEndian<std::uint8_t>();
    checkShifts(block.bytesPerSectorShift, sectorsPerClusterShift);
    block.heap.start = block.bytes(block.clusterHeapOffset);
    block.heap.clusterSize = block.bytes(1) << sectorsPerClusterShift;
    checkVolumeLength(block, source.size());
    checkRegions(block);
    return block;
}

void checkBootRegions(const BlockSource& source, const Superblock& block)
{
    const std::uint32_t main = checkRegion(source, block, 0);
    const std::uint32_t backup = checkRegion(source, block, 1);
    if (!checksumMatches(main, backup))
        throw contradiction("Backup Boot Region", block.bytes(regionSectors));
}

}  // namespace engine::exfat
