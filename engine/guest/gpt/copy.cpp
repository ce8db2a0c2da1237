#include "guest/gpt/copy.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "guest/gpt/name.h"
#include "guest/source_bytes.h"
#include "image/field_check.h"

#include <algorithm>
#include <bit>
#include <string_view>
#include <tuple>
#include <zlib.h>

namespace engine::gpt {

namespace {

constexpr std::string_view signature = "EFI PART";
constexpr std::uint32_t revision = 0x00010000;
constexpr std::uint32_t smallestHeader = 92;
constexpr std::uint32_t smallestEntry = 128;
constexpr std::uint32_t largestEntry = 4096;
/// What partitioning tools make is 128, and a few thousand for who asks for it.
constexpr std::uint32_t mostEntries = 16384;
constexpr std::uint64_t mostArrayBytes = 4 << 20;

std::uint32_t crcOf(std::span<const std::byte> bytes, std::uint32_t before = 0)
{
    const auto crc = crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
    return static_cast<std::uint32_t>(crc);
}

Guid guidOf(ByteReader& reader)
{
    Guid guid;
    std::copy_n(reader.take(guid.size()).begin(), guid.size(), guid.begin());
    return guid;
}

/// The checksum is made with its own field as zero.
void checkHeaderCrc(std::vector<std::byte> sector, std::uint32_t length, std::uint32_t stored, std::uint64_t offset)
{
    constexpr std::ptrdiff_t crcAt = 16;
    std::fill_n(sector.begin() + crcAt, sizeof(stored), std::byte{0});
    if (!checksumMatches(crcOf(std::span(sector).first(length)), stored))
        throw badChecksum("GPT header", offset);
}

std::uint64_t arrayBytes(const Header& header)
{
    return std::uint64_t{header.numberOfPartitionEntries} * header.sizeOfPartitionEntry;
}

void checkFields(const Header& header, std::uint64_t lba, std::uint64_t lastLba)
{
    if (header.myLba != lba)
        throw fieldError("field.notAllowed", "MyLBA", header.myLba, lba);
    if (header.lastUsableLba > lastLba && header.lastUsableLba < header.alternateLba) {
        if (auto error = cutOff(header, lastLba))
            throw std::move(*error);
    }
    requireAtMost("LastUsableLBA", header.lastUsableLba, lastLba);
    requireAtMost("FirstUsableLBA", header.firstUsableLba, header.lastUsableLba);
    requireAtLeast("SizeOfPartitionEntry", header.sizeOfPartitionEntry, smallestEntry);
    requireAtMost("SizeOfPartitionEntry", header.sizeOfPartitionEntry, largestEntry);
    if (!std::has_single_bit(header.sizeOfPartitionEntry))
        throw fieldError("field.unaligned", "SizeOfPartitionEntry", header.sizeOfPartitionEntry, smallestEntry);
    requireAtLeast("NumberOfPartitionEntries", header.numberOfPartitionEntries, 1);
    requireAtMost("NumberOfPartitionEntries", header.numberOfPartitionEntries, mostEntries);
    requireAtMost("GPT entry array", arrayBytes(header), mostArrayBytes);
}

/// The copy's own sectors: not on each other, not in the usable area, not on the first sector.
void checkPlaces(const Header& header, std::uint64_t lastLba)
{
    const std::uint64_t sectors = divideUp(arrayBytes(header), header.sectorSize);
    const std::uint64_t first = header.partitionEntryLba;
    if (first == 0 || !fits(first, sectors, lastLba + 1))
        throw fieldError("field.tooLarge", "PartitionEntryLBA", first, lastLba);
    const auto liesOver = [&](std::uint64_t begin, std::uint64_t last) {
        return first <= last && begin <= first + sectors - 1;
    };
    if (liesOver(header.myLba, header.myLba) || liesOver(header.firstUsableLba, header.lastUsableLba))
        throw contradiction("GPT entry array", first * header.sectorSize);
    if (header.myLba >= header.firstUsableLba && header.myLba <= header.lastUsableLba)
        throw contradiction("GPT header", header.myLba * header.sectorSize);
}

Header readHeader(const BlockSource& disk, std::uint64_t sectorSize, std::uint64_t lba)
{
    const std::uint64_t lastLba = disk.size() / sectorSize - 1;
    const std::uint64_t offset = lba * sectorSize;
    const auto sector = bytesOf(disk, offset, sectorSize);
    ByteReader reader(sector, offset, "GPT header");
    Header header;
    header.sectorSize = sectorSize;
    reader.skip(signature.size());
    if (const auto found = reader.littleEndian<std::uint32_t>(); found != revision)
        throw fieldError("field.notAllowed", "Revision", found, revision);
    const auto length = reader.littleEndian<std::uint32_t>();
    requireAtLeast("HeaderSize", length, smallestHeader);
    requireAtMost("HeaderSize", length, sectorSize);
    checkHeaderCrc(sector, length, reader.littleEndian<std::uint32_t>(), offset);
    reader.skip(4);
    header.myLba = reader.littleEndian<std::uint64_t>();
    header.alternateLba = reader.littleEndian<std::uint64_t>();
    header.firstUsableLba = reader.littleEndian<std::uint64_t>();
    header.lastUsableLba = reader.littleEndian<std::uint64_t>();
    header.diskGuid = guidOf(reader);
    header.partitionEntryLba = reader.littleEndian<std::uint64_t>();
    header.numberOfPartitionEntries = reader.littleEndian<std::uint32_t>();
    header.sizeOfPartitionEntry = reader.littleEndian<std::uint32_t>();
    header.partitionEntryArrayCrc32 = reader.littleEndian<std::uint32_t>();
    checkFields(header, lba, lastLba);
    checkPlaces(header, lastLba);
    return header;
}

Entry parseEntry(std::span<const std::byte> bytes, std::uint64_t offset)
{
    ByteReader reader(bytes, offset, "GPT entry");
    Entry entry;
    entry.type = guidOf(reader);
    entry.unique = guidOf(reader);
    entry.startingLba = reader.littleEndian<std::uint64_t>();
    entry.endingLba = reader.littleEndian<std::uint64_t>();
    entry.attributes = reader.littleEndian<std::uint64_t>();
    constexpr std::size_t nameBytes = 72;
    entry.name = utf8FromUtf16(reader.take(nameBytes));
    return entry;
}

std::vector<Entry> readEntries(const BlockSource& disk, const Header& header)
{
    const std::uint64_t offset = header.partitionEntryLba * header.sectorSize;
    const auto array = bytesOf(disk, offset, arrayBytes(header));
    if (!checksumMatches(crcOf(array), header.partitionEntryArrayCrc32))
        throw badChecksum("GPT entry array", offset);
    std::vector<Entry> entries;
    for (unsigned number = 1; number <= header.numberOfPartitionEntries; ++number) {
        const std::size_t at = std::size_t{number - 1} * header.sizeOfPartitionEntry;
        Entry entry = parseEntry(std::span(array).subspan(at, smallestEntry), offset + at);
        if (entry.type == Guid{})
            continue;
        entry.number = number;
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace

std::string text(const Guid& guid)
{
    constexpr std::array<std::size_t, 16> order{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            result += '-';
        const auto value = std::to_integer<unsigned>(guid[order[i]]);
        result += digits[value >> 4];
        result += digits[value & 15];
    }
    return result;
}

std::optional<Error> cutOff(const Header& header, std::uint64_t lastLba)
{
    constexpr std::uint64_t longestDisk = INT64_MAX;
    if (lastLba >= header.alternateLba || header.alternateLba >= longestDisk / header.sectorSize)
        return std::nullopt;
    return Error(
        ErrorKind::Corrupt, "table.cutOff",
        {{"value", (header.alternateLba + 1) * header.sectorSize}, {"limit", (lastLba + 1) * header.sectorSize}});
}

bool Copy::agreesWith(const Copy& other) const noexcept
{
    const auto facts = [](const Header& of) {
        return std::tie(of.firstUsableLba, of.lastUsableLba, of.diskGuid, of.numberOfPartitionEntries,
                        of.sizeOfPartitionEntry, of.partitionEntryArrayCrc32);
    };
    return facts(header) == facts(other.header) && header.alternateLba == other.header.myLba &&
           other.header.alternateLba == header.myLba;
}

bool hasSignature(const BlockSource& disk, std::uint64_t sectorSize, std::uint64_t lba)
{
    if (lba >= disk.size() / sectorSize)
        return false;
    const auto start = bytesOf(disk, lba * sectorSize, signature.size());
    return std::string_view(reinterpret_cast<const char*>(start.data()), start.size()) == signature;
}

Copy readCopy(const BlockSource& disk, std::uint64_t sectorSize, std::uint64_t lba)
{
    if (!hasSignature(disk, sectorSize, lba))
        throw Error(ErrorKind::Refused, "field.missing", {{"field", std::string("EFI PART")}});
    Copy copy;
    copy.header = readHeader(disk, sectorSize, lba);
    copy.entries = readEntries(disk, copy.header);
    return copy;
}

}  // namespace engine::gpt
