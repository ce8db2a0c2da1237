#include "work/sample/gpt.h"

#include "work/sample/recipes.h"

#include <algorithm>
#include <span>
#include <zlib.h>

namespace engine::sample {

namespace {

constexpr std::uint64_t sectorSize = 512;
constexpr std::uint64_t lastSector = diskSize / sectorSize - 1;
constexpr std::uint64_t entryCount = 128;
constexpr std::uint64_t entryBytes = 128;
constexpr std::uint64_t entrySectors = entryCount * entryBytes / sectorSize;
constexpr std::uint32_t headerBytes = 92;

constexpr std::array<std::uint8_t, 16> diskGuid{0x6c, 0x61, 0x6d, 0x65, 0x6c, 0x6c, 0x41, 0x01,
                                                0x80, 0x00, 0,    0,    0,    0,    0,    1};
constexpr std::array<std::uint8_t, 16> partitionGuid{0x6c, 0x61, 0x6d, 0x65, 0x6c, 0x6c, 0x41, 0x01,
                                                     0x80, 0x00, 0,    0,    0,    0,    0,    2};

void put(std::span<std::byte> out, std::size_t at, std::uint64_t value, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; ++i)
        out[at + i] = static_cast<std::byte>(value >> (8 * i));
}

void put(std::span<std::byte> out, std::size_t at, std::span<const std::uint8_t> bytes)
{
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<std::uint8_t*>(out.subspan(at).data()));
}

std::uint32_t crcOf(std::span<const std::byte> bytes)
{
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

void putProtectiveRecord(std::span<std::byte> sector)
{
    constexpr std::size_t entry = 446;
    put(sector, entry + 1, 0x000200, 3);
    put(sector, entry + 4, 0xee, 1);
    put(sector, entry + 5, 0xffffff, 3);
    put(sector, entry + 8, 1, 4);
    put(sector, entry + 12, lastSector, 4);
    put(sector, 510, 0xaa55, 2);
}

void putEntries(std::span<std::byte> entries, std::span<const std::uint8_t> type, std::string_view name)
{
    put(entries, 0, type);
    put(entries, 16, partitionGuid);
    put(entries, 32, volumeStart / sectorSize, 8);
    put(entries, 40, (volumeStart + volumeSize) / sectorSize - 1, 8);
    for (std::size_t i = 0; i < name.size(); ++i)
        put(entries, 56 + 2 * i, static_cast<unsigned char>(name[i]), 2);
}

void putHeader(std::span<std::byte> sector, std::uint64_t own, std::uint64_t other, std::uint64_t entriesAt,
               std::uint32_t entriesCrc)
{
    constexpr std::size_t crcAt = 16;
    constexpr std::uint64_t signature = 0x5452415020494645;  // "EFI PART"
    put(sector, 0, signature, 8);
    put(sector, 8, 0x00010000, 4);
    put(sector, 12, headerBytes, 4);
    put(sector, 24, own, 8);
    put(sector, 32, other, 8);
    put(sector, 40, 2 + entrySectors, 8);
    put(sector, 48, lastSector - entrySectors - 1, 8);
    put(sector, 56, diskGuid);
    put(sector, 72, entriesAt, 8);
    put(sector, 80, entryCount, 4);
    put(sector, 84, entryBytes, 4);
    put(sector, 88, entriesCrc, 4);
    put(sector, crcAt, crcOf(sector.first(headerBytes)), 4);
}

}  // namespace

PartitionTableBytes partitionTable(const std::array<std::uint8_t, 16>& type, std::string_view name)
{
    PartitionTableBytes table;
    table.head.resize((2 + entrySectors) * sectorSize);
    table.tail.resize((entrySectors + 1) * sectorSize);
    const std::span<std::byte> head(table.head);
    const auto entries = head.subspan(2 * sectorSize);
    putProtectiveRecord(head);
    putEntries(entries, type, name);
    putHeader(head.subspan(sectorSize), 1, lastSector, 2, crcOf(entries));
    std::copy(entries.begin(), entries.end(), table.tail.begin());
    putHeader(std::span(table.tail).last(sectorSize), lastSector, 1, lastSector - entrySectors, crcOf(entries));
    return table;
}

}  // namespace engine::sample
