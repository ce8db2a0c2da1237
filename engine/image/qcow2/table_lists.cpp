#include "image/qcow2/table_lists.h"

#include "image/image.h"
#include "image/qcow2/records.h"


namespace engine::qcow2 {

namespace {

/// In version 3: the size of the machine's state and that of the disk.
constexpr std::uint64_t requiredExtraBytes = 16;
constexpr std::uint64_t maxBitmapTableEntries = 0x8000000;
constexpr std::uint64_t maxBitmapBytes = 0x20000000;
constexpr std::uint32_t bitmapReservedFlags = 0xfffffffc;

/// Whether the L1 table can be walked; what speaks against it is a corruption.
bool acceptL1(const SnapshotRecord& entry, std::uint64_t at, const Header& header, Findings& findings)
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

/// The rules of the specification and QEMU's limits (block/qcow2-bitmap.c).
bool isValid(const BitmapRecord& entry, const Header& header)
{
    const std::uint64_t bytes = std::uint64_t{entry.tableEntries} << header.geometry.clusterBits;
    if (entry.tableEntries == 0 || entry.tableEntries > maxBitmapTableEntries || bytes > maxBitmapBytes)
        return false;
    if (entry.tableOffset == 0 || !header.geometry.isClusterAligned(entry.tableOffset) ||
        entry.tableOffset > INT64_MAX - maxBitmapBytes)
        return false;
    if (entry.granularityBits < 9 || entry.granularityBits > 31 || entry.nameLength > 1023 || entry.extraLength != 0)
        return false;
    if ((entry.flags & bitmapReservedFlags) != 0 || entry.type != BitmapRecord::typeDirtyTracking)
        return false;
    // A bitmap in use was not saved: its table may be too small for a disk that has grown since.
    return (entry.flags & BitmapRecord::flagInUse) != 0 || header.virtualSize <= (bytes * 8) << entry.granularityBits;
}

}  // namespace

SnapshotTables listSnapshotTables(const File& file, const Header& header, Findings& findings,
                                  const std::stop_token& stop)
{
    SnapshotTables tables;
    for (std::uint32_t i = 0; i < header.snapshotCount; ++i) {
        throwIfStopped(stop);
        const std::uint64_t start = recordAligned(tables.tableBytes);
        const std::uint64_t at = header.snapshotsOffset + start;
        const SnapshotRecord entry = readSnapshotRecord(file, at);
        if (entry.extraLength > maxSnapshotExtraBytes || start + entry.length() > maxSnapshotTableBytes) {
            findings.add(FindingKind::CheckError, "snapshot.tableUnreadable", at, 1,
                         {{"extraBytes", entry.extraLength}, {"tableBytes", start + entry.length()}});
            return tables;
        }
        tables.tableBytes = start + entry.length();
        if (header.version >= 3 && entry.extraLength < requiredExtraBytes)
            findings.corruption("snapshot.incomplete", at, 1,
                                {{"extraBytes", entry.extraLength}, {"limit", requiredExtraBytes}});
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
        const BitmapRecord entry = readBitmapRecord(file, at);
        valid = length - position >= BitmapRecord::fixedLength && entry.length() <= length - position &&
                tables.size() < header.bitmaps->count && isValid(entry, header);
        if (valid)
            tables.push_back({entry.tableOffset, entry.tableEntries, at});
        position += entry.length();
    }
    if (!valid || tables.size() != header.bitmaps->count) {
        const std::uint64_t at = header.bitmaps->directoryOffset;
        findings.corruption("bitmap.directory", at, 1, {{"bitmaps", tables.size()}});
        findings.add(FindingKind::CheckError, "bitmap.directoryUnreadable", at, 1);
    }
    return tables;
}

}  // namespace engine::qcow2
