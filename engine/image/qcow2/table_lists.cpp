#include "image/qcow2/table_lists.h"

#include "bytes/byte_reader.h"
#include "image/image.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::qcow2 {

namespace {

constexpr std::uint64_t snapshotEntryBytes = 40;
/// In version 3: the size of the machine's state and that of the disk.
constexpr std::uint64_t requiredExtraBytes = 16;
constexpr std::uint64_t bitmapEntryBytes = 24;
constexpr std::uint64_t maxBitmapTableEntries = 0x8000000;
constexpr std::uint64_t maxBitmapBytes = 0x20000000;
constexpr std::uint32_t bitmapInUse = 1;
constexpr std::uint32_t bitmapReservedFlags = 0xfffffffc;
constexpr std::uint8_t bitmapTypeDirtyTracking = 1;

constexpr std::uint64_t roundUp8(std::uint64_t value)
{
    return (value + 7) & ~7ULL;
}

struct SnapshotEntry {
    std::uint64_t l1Offset = 0;
    std::uint32_t l1Entries = 0;
    std::uint32_t extraBytes = 0;
    std::uint64_t bytes = 0;  ///< of the whole entry
};

SnapshotEntry readSnapshotEntry(const File& file, std::uint64_t offset)
{
    std::array<std::byte, snapshotEntryBytes> raw{};
    file.readPadded(offset, raw);
    ByteReader reader(raw, offset, "snapshot");
    SnapshotEntry entry;
    entry.l1Offset = reader.bigEndian<std::uint64_t>();
    entry.l1Entries = reader.bigEndian<std::uint32_t>();
    const std::uint64_t idBytes = reader.bigEndian<std::uint16_t>();
    const std::uint64_t nameBytes = reader.bigEndian<std::uint16_t>();
    reader.skip(20);
    entry.extraBytes = reader.bigEndian<std::uint32_t>();
    entry.bytes = snapshotEntryBytes + entry.extraBytes + idBytes + nameBytes;
    return entry;
}

/// Whether the L1 table can be walked; what speaks against it is a corruption.
bool acceptL1(const SnapshotEntry& entry, std::uint64_t at, const Header& header, Findings& findings)
{
    if (!header.geometry.isClusterAligned(entry.l1Offset)) {
        findings.corruption("snapshot.l1Unaligned", at, 1, {{"offset", entry.l1Offset}});
        return false;
    }
    if (entry.l1Entries > maxL1Bytes / 8) {
        findings.corruption("snapshot.l1TooLarge", at, 1, {{"entries", entry.l1Entries}, {"limit", maxL1Bytes / 8}});
        return false;
    }
    if (entry.l1Offset > INT64_MAX - maxL1Bytes) {
        findings.corruption("snapshot.l1OutsideFile", at, 1, {{"offset", entry.l1Offset}});
        findings.add(FindingKind::CheckError, "snapshot.l1Unreadable", at, 1, {{"offset", entry.l1Offset}});
        return false;
    }
    return entry.l1Entries > 0;
}

struct BitmapEntry {
    std::uint64_t tableOffset = 0;
    std::uint32_t tableEntries = 0;
    std::uint32_t flags = 0;
    std::uint8_t type = 0;
    std::uint8_t granularityBits = 0;
    std::uint16_t nameBytes = 0;
    std::uint32_t extraBytes = 0;

    std::uint64_t bytes() const noexcept { return roundUp8(bitmapEntryBytes + nameBytes + extraBytes); }
};

BitmapEntry readBitmapEntry(const File& file, std::uint64_t offset)
{
    std::array<std::byte, bitmapEntryBytes> raw{};
    file.readPadded(offset, raw);
    ByteReader reader(raw, offset, "bitmap directory");
    BitmapEntry entry;
    entry.tableOffset = reader.bigEndian<std::uint64_t>();
    entry.tableEntries = reader.bigEndian<std::uint32_t>();
    entry.flags = reader.bigEndian<std::uint32_t>();
    entry.type = reader.bigEndian<std::uint8_t>();
    entry.granularityBits = reader.bigEndian<std::uint8_t>();
    entry.nameBytes = reader.bigEndian<std::uint16_t>();
    entry.extraBytes = reader.bigEndian<std::uint32_t>();
    return entry;
}

/// The rules of the specification and QEMU's limits (block/qcow2-bitmap.c).
bool isValid(const BitmapEntry& entry, const Header& header)
{
    const std::uint64_t bytes = std::uint64_t{entry.tableEntries} << header.geometry.clusterBits;
    if (entry.tableEntries == 0 || entry.tableEntries > maxBitmapTableEntries || bytes > maxBitmapBytes)
        return false;
    if (entry.tableOffset == 0 || !header.geometry.isClusterAligned(entry.tableOffset) ||
        entry.tableOffset > INT64_MAX - maxBitmapBytes)
        return false;
    if (entry.granularityBits < 9 || entry.granularityBits > 31 || entry.nameBytes > 1023 || entry.extraBytes != 0)
        return false;
    if ((entry.flags & bitmapReservedFlags) != 0 || entry.type != bitmapTypeDirtyTracking)
        return false;
    // A bitmap in use was not saved: its table may be too small for a disk that has grown since.
    const std::uint64_t diskBytes = alignDown(header.virtualSize, 512);
    return (entry.flags & bitmapInUse) != 0 || diskBytes <= (bytes * 8) << entry.granularityBits;
}

}  // namespace

SnapshotTables listSnapshotTables(const File& file, const Header& header, Findings& findings,
                                  const std::stop_token& stop)
{
    SnapshotTables tables;
    for (std::uint32_t i = 0; i < header.snapshotCount; ++i) {
        throwIfStopped(stop);
        const std::uint64_t start = roundUp8(tables.tableBytes);
        const std::uint64_t at = header.snapshotsOffset + start;
        const SnapshotEntry entry = readSnapshotEntry(file, at);
        if (entry.extraBytes > maxSnapshotExtraBytes || start + entry.bytes > maxSnapshotTableBytes) {
            findings.add(FindingKind::CheckError, "snapshot.tableUnreadable", at, 1,
                         {{"extraBytes", entry.extraBytes}, {"tableBytes", start + entry.bytes}});
            return tables;
        }
        tables.tableBytes = start + entry.bytes;
        if (header.version >= 3 && entry.extraBytes < requiredExtraBytes)
            findings.corruption("snapshot.incomplete", at, 1,
                                {{"extraBytes", entry.extraBytes}, {"limit", requiredExtraBytes}});
        if (acceptL1(entry, at, header, findings))
            tables.l1Tables.push_back({entry.l1Offset, entry.l1Entries, at});
    }
    return tables;
}

std::vector<NamedTable> listBitmapTables(const File& file, const Header& header, Findings& findings,
                                         const std::stop_token& stop)
{
    std::vector<NamedTable> tables;
    const std::uint64_t length = header.bitmaps->directoryLength;
    std::uint64_t position = 0;
    bool valid = true;
    while (valid && position < length) {
        throwIfStopped(stop);
        const std::uint64_t at = header.bitmaps->directoryOffset + position;
        const BitmapEntry entry = readBitmapEntry(file, at);
        valid = length - position >= bitmapEntryBytes && entry.bytes() <= length - position &&
                tables.size() < header.bitmaps->count && isValid(entry, header);
        if (valid)
            tables.push_back({entry.tableOffset, entry.tableEntries, at});
        position += entry.bytes();
    }
    if (!valid || tables.size() != header.bitmaps->count) {
        const std::uint64_t at = header.bitmaps->directoryOffset;
        findings.corruption("bitmap.directory", at, 1, {{"bitmaps", tables.size()}});
        findings.add(FindingKind::CheckError, "bitmap.directoryUnreadable", at, 1);
    }
    return tables;
}

}  // namespace engine::qcow2
