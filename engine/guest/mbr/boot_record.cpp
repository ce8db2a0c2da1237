#include "guest/mbr/boot_record.h"

#include "bytes/byte_reader.h"
#include "guest/source_bytes.h"

#include <algorithm>
#include <bit>
#include <string_view>

namespace engine::mbr {

namespace {

constexpr std::size_t diskSignatureAt = 440;
constexpr std::size_t entriesAt = 446;
constexpr std::size_t signatureAt = 510;

Entry parseEntry(ByteReader& reader)
{
    Entry entry;
    entry.bootIndicator = reader.littleEndian<std::uint8_t>();
    reader.skip(3);
    entry.type = reader.littleEndian<std::uint8_t>();
    reader.skip(3);
    entry.startingLba = reader.littleEndian<std::uint32_t>();
    entry.sizeInLba = reader.littleEndian<std::uint32_t>();
    return entry;
}

/// The BIOS parameter block of FAT, whose boot sector has no signature of its own.
bool hasFatParameters(std::span<const std::byte> sector)
{
    const auto byteAt = [&](std::size_t offset) { return std::to_integer<unsigned>(sector[offset]); };
    const bool jumps = byteAt(0) == 0xe9 || (byteAt(0) == 0xeb && byteAt(2) == 0x90);
    const unsigned bytesPerSector = loadLittleEndian<std::uint16_t>(sector.data() + 11);
    const unsigned reservedSectors = loadLittleEndian<std::uint16_t>(sector.data() + 14);
    const unsigned media = byteAt(21);
    return jumps && std::has_single_bit(bytesPerSector) && bytesPerSector >= 512 && bytesPerSector <= 4096 &&
           std::has_single_bit(byteAt(13)) && reservedSectors > 0 && byteAt(16) >= 1 && byteAt(16) <= 4 &&
           (media == 0xf0 || media >= 0xf8);
}

bool startsFileSystem(std::span<const std::byte> sector)
{
    const std::string_view name(reinterpret_cast<const char*>(sector.data()) + 3, 8);
    return name == "NTFS    " || name == "EXFAT   " || name == "-FVE-FS-" || name.starts_with("ReFS") ||
           hasFatParameters(sector);
}

bool overlap(const Entry& a, const Entry& b)
{
    return a.startingLba < b.end() && b.startingLba < a.end();
}

}  // namespace

bool BootRecord::isProtective() const noexcept
{
    return std::any_of(entries.begin(), entries.end(), [](const Entry& entry) { return entry.isProtective(); });
}

bool BootRecord::isEmpty() const noexcept
{
    return std::all_of(entries.begin(), entries.end(), [](const Entry& entry) { return entry.isEmpty(); });
}

bool BootRecord::hasBadBootIndicator() const noexcept
{
    return std::any_of(entries.begin(), entries.end(),
                       [](const Entry& entry) { return entry.bootIndicator != 0 && entry.bootIndicator != 0x80; });
}

bool BootRecord::isPlausible(std::uint64_t diskSectors) const noexcept
{
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Entry& entry = entries[i];
        if (entry.isEmpty())
            continue;
        if (entry.type == 0 || entry.sizeInLba == 0 || entry.startingLba == 0)
            return false;
        // The size of a protective entry may be the disk's, or as large as can be.
        if (!entry.isProtective() && entry.end() > diskSectors)
            return false;
        for (std::size_t j = 0; j < i; ++j) {
            if (!entries[j].isEmpty() && overlap(entries[j], entry))
                return false;
        }
    }
    return !isEmpty();
}

BootRecord readBootRecord(const BlockSource& disk, std::uint64_t offset)
{
    const auto sector = bytesOf(disk, offset, sectorSize);
    BootRecord record;
    record.diskSignature = loadLittleEndian<std::uint32_t>(sector.data() + diskSignatureAt);
    ByteReader reader(std::span<const std::byte>(sector).subspan(entriesAt), offset + entriesAt, "boot record");
    for (Entry& entry : record.entries)
        entry = parseEntry(reader);
    record.hasSignature = loadBigEndian<std::uint16_t>(sector.data() + signatureAt) == 0x55aa;
    record.isFileSystemsStart = startsFileSystem(sector);
    return record;
}

}  // namespace engine::mbr
