#include "guest/fat/superblock.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "image/field_check.h"

#include <algorithm>
#include <array>
#include <bit>

namespace engine::fat {

namespace {

constexpr std::size_t bootSectorSize = 512;
using Sector = std::array<std::byte, bootSectorSize>;

/// At byte 424 of a volume that BitLocker To Go encrypted.
constexpr std::array<std::uint8_t, 16> bitLockerToGo{0x3b, 0xd6, 0x67, 0x49, 0x29, 0x2e, 0xd8, 0x4a,
                                                     0x83, 0x99, 0xf6, 0xa3, 0x39, 0xe3, 0xd0, 0x01};

std::uint8_t byteAt(const Sector& sector, std::size_t at)
{
    return std::to_integer<std::uint8_t>(sector[at]);
}

bool isBitLocker(const Sector& sector)
{
    return std::equal(bitLockerToGo.begin(), bitLockerToGo.end(), sector.begin() + 424,
                      [](std::uint8_t byte, std::byte stored) { return std::byte{byte} == stored; });
}

bool hasJump(const Sector& sector)
{
    return (byteAt(sector, 0) == 0xeb && byteAt(sector, 2) == 0x90) || byteAt(sector, 0) == 0xe9;
}

void requirePowerOfTwo(std::string_view field, std::uint64_t value, std::uint64_t most)
{
    requireAtLeast(field, value, 1);
    requireAtMost(field, value, most);
    if (!std::has_single_bit(value))
        throw fieldError("field.notAllowed", field, value, std::bit_floor(value));
}

void checkMedia(std::uint8_t media)
{
    if (media != 0xf0 && media < 0xf8)
        throw fieldError("field.notAllowed", "BPB_Media", media, 0xf8);
}

/// The part that all types have, in file order.
void readCommon(ByteReader& reader, Superblock& block)
{
    reader.skip(11);
    block.bytesPerSector = reader.littleEndian<std::uint16_t>();
    requirePowerOfTwo("BPB_BytsPerSec", block.bytesPerSector, 4096);
    requireAtLeast("BPB_BytsPerSec", block.bytesPerSector, 512);
    block.sectorsPerCluster = reader.littleEndian<std::uint8_t>();
    requirePowerOfTwo("BPB_SecPerClus", block.sectorsPerCluster, 128);
    block.reservedSectors = reader.littleEndian<std::uint16_t>();
    requireAtLeast("BPB_RsvdSecCnt", block.reservedSectors, 1);
    block.fats = reader.littleEndian<std::uint8_t>();
    requireAtLeast("BPB_NumFATs", block.fats, 1);
    requireAtMost("BPB_NumFATs", block.fats, mostFats);
    block.rootEntries = reader.littleEndian<std::uint16_t>();
    requireAligned("BPB_RootEntCnt", block.rootEntries, block.bytesPerSector / 32);
    block.totalSectors = reader.littleEndian<std::uint16_t>();
    block.media = reader.littleEndian<std::uint8_t>();
    checkMedia(block.media);
    block.sectorsPerFat = reader.littleEndian<std::uint16_t>();
    reader.skip(8);
    const auto totalSectors32 = reader.littleEndian<std::uint32_t>();
    if (block.totalSectors == 0)
        block.totalSectors = totalSectors32;
    else if (totalSectors32 != 0 && totalSectors32 != block.totalSectors)
        throw fieldError("field.notAllowed", "BPB_TotSec32", totalSectors32, block.totalSectors);
    requireAtLeast("BPB_TotSec32", block.totalSectors, 1);
}

void readFat32(ByteReader& reader, Superblock& block)
{
    block.sectorsPerFat = reader.littleEndian<std::uint32_t>();
    block.extFlags = reader.littleEndian<std::uint16_t>();
    block.version = reader.littleEndian<std::uint16_t>();
    block.rootCluster = reader.littleEndian<std::uint32_t>();
    block.fsInfoSector = reader.littleEndian<std::uint16_t>();
    block.backupBootSector = reader.littleEndian<std::uint16_t>();
    reader.skip(12);
}

/// The last part, which FAT32 moved back; its fields count only behind their own signature.
void readTail(ByteReader& reader, Superblock& block)
{
    reader.skip(1);
    block.state = reader.littleEndian<std::uint8_t>();
    const auto signature = reader.littleEndian<std::uint8_t>();
    block.volumeId = reader.littleEndian<std::uint32_t>();
    block.label = reader.text(11);
    block.typeName = reader.text(8);
    if (signature != 0x29)
        block.label = block.typeName = {};
    if (signature != 0x29 && signature != 0x28)
        block.volumeId = 0;
}

/// Who reads FAT32 (Linux, Windows, macOS, UEFI) knows it by its long table, whatever the number of clusters:
/// formatters make small ones, against the specification. The number decides between the other two.
Type typeOf(bool longTable, std::uint64_t clusters)
{
    if (longTable)
        return Type::Fat32;
    return clusters < 4085 ? Type::Fat12 : Type::Fat16;
}

void checkType(const Superblock& block)
{
    constexpr std::uint64_t mostClusters = 0x0ffffff5;
    constexpr std::uint64_t mostOfFat16 = 65524;
    if (block.type == Type::Fat32) {
        requireAtMost("count of clusters", block.heap.count, mostClusters);
        requireAtMost("BPB_RootEntCnt", block.rootEntries, 0);
        return;
    }
    if (block.heap.count > mostOfFat16)
        throw fieldError("field.notAllowed", "BPB_FATSz16", block.sectorsPerFat, 0);
    requireAtLeast("BPB_RootEntCnt", block.rootEntries, 1);
}

void layOut(Superblock& block, bool longTable)
{
    const std::uint64_t rootSectors = block.rootEntries * 32ULL / block.bytesPerSector;
    const std::uint64_t dataSector = block.reservedSectors + block.fats * block.sectorsPerFat + rootSectors;
    requireAtLeast("BPB_TotSec32", block.totalSectors, dataSector + block.sectorsPerCluster);
    const std::uint64_t count = (block.totalSectors - dataSector) / block.sectorsPerCluster;
    block.heap = {dataSector * block.bytesPerSector, std::uint64_t{block.sectorsPerCluster} * block.bytesPerSector,
                  static_cast<std::uint32_t>(count)};
    block.type = typeOf(longTable, count);
}

void checkTable(const Superblock& block)
{
    const std::uint64_t bits =
        (std::uint64_t{block.heap.count} + clusters::firstCluster) * static_cast<std::uint64_t>(block.type);
    requireAtLeast("BPB_FATSz", block.sectorsPerFat, divideUp(divideUp(bits, 8), block.bytesPerSector));
    if (block.type != Type::Fat32)
        return;
    requireAtMost("BPB_ExtFlags", block.activeFat(), block.fats - 1);
    requireAtLeast("BPB_RootClus", block.rootCluster, clusters::firstCluster);
    requireAtMost("BPB_RootClus", block.rootCluster, block.heap.count + 1);
}

}  // namespace

bool looksLikeBootSector(const BlockSource& source)
{
    Sector sector;
    if (source.size() < sector.size())
        return false;
    source.read(0, sector);
    const std::uint64_t bytesPerSector = loadLittleEndian<std::uint16_t>(sector.data() + 11);
    const std::uint8_t media = byteAt(sector, 21);
    return hasJump(sector) && loadLittleEndian<std::uint16_t>(sector.data() + 510) == 0xaa55 &&
           std::has_single_bit(bytesPerSector) && bytesPerSector >= 512 && std::has_single_bit(byteAt(sector, 13)) &&
           loadLittleEndian<std::uint16_t>(sector.data() + 14) != 0 && byteAt(sector, 16) != 0 &&
           (media == 0xf0 || media >= 0xf8) && !isBitLocker(sector);
}

Superblock readSuperblock(const BlockSource& source)
{
    Sector sector;
    source.read(0, sector);
    ByteReader reader(sector, 0, "boot sector");
    Superblock block;
    readCommon(reader, block);
    const bool longTable = block.sectorsPerFat == 0;
    if (longTable)
        readFat32(reader, block);
    requireAtLeast("BPB_FATSz", block.sectorsPerFat, 1);
    readTail(reader, block);
    layOut(block, longTable);
    checkType(block);
    checkTable(block);
    requireRoom(block.length(), 1, source.size());
    return block;
}

}  // namespace engine::fat
