#include "image/qcow2/directory.h"

#include "bytes/byte_reader.h"
#include "image/field_check.h"
#include "image/qcow2/records.h"

#include <algorithm>
#include <span>

namespace engine::qcow2 {

namespace {

/// Text inside an entry that is known to lie inside the file.
std::string readText(const File& file, std::uint64_t offset, std::size_t length)
{
    std::string text(length, '\0');
    file.read(offset, std::as_writable_bytes(std::span(text)));
    return text;
}

/// Reads the entry at `position` and moves behind it.
SnapshotEntry readSnapshot(const File& file, std::uint64_t& position, const Header& header)
{
    const SnapshotRecord record = readSnapshotRecord(file, position);
    requireAtMost("snapshot extra data size", record.extraLength, maxSnapshotExtraBytes);
    requireInside("snapshot table entry", position, record.length(), file.length());
    const std::uint64_t extraAt = position + SnapshotRecord::fixedLength;
    std::vector<std::byte> extraBytes(record.extraLength);
    file.read(extraAt, extraBytes);
    ByteReader extra(extraBytes, extraAt, "snapshot extra data");

    SnapshotEntry entry;
    entry.l1Offset = record.l1Offset;
    entry.l1Entries = record.l1Entries;
    entry.snapshot.created = record.seconds;
    entry.snapshot.guestClock = record.guestClock;
    entry.snapshot.vmStateSize = extra.remaining() >= 8 ? extra.bigEndian<std::uint64_t>() : record.vmStateSize;
    entry.snapshot.virtualSize = extra.remaining() >= 8 ? extra.bigEndian<std::uint64_t>() : header.virtualSize;
    const std::uint64_t idAt = extraAt + record.extraLength;
    entry.snapshot.id = readText(file, idAt, std::min(record.idLength, maxSnapshotIdBytes));
    entry.snapshot.name = readText(file, idAt + record.idLength, std::min(record.nameLength, maxSnapshotNameBytes));
    position = recordAligned(position + record.length());
    return entry;
}

void checkSnapshot(const SnapshotEntry& entry, const Header& header, std::uint64_t fileLength)
{
    requireAligned("snapshot l1_table_offset", entry.l1Offset, header.geometry.clusterSize());
    requireAtMost("snapshot l1_size", std::uint64_t{entry.l1Entries} * 8, maxL1Bytes);
    requireInside("snapshot l1_table_offset", entry.l1Offset, std::uint64_t{entry.l1Entries} * 8, fileLength);
    requireAtMost("snapshot virtual disk size", entry.snapshot.virtualSize, INT64_MAX);
    requireAtLeast("snapshot l1_size", entry.l1Entries,
                   divideUp(entry.snapshot.virtualSize, header.geometry.bytesPerL2()));
}

/// @param end of the directory
BitmapEntry readBitmap(const File& file, std::uint64_t& position, std::uint64_t end, const Header& header)
{
    const BitmapRecord record = readBitmapRecord(file, position);
    requireInside("bitmap directory entry", position, record.length(), end);
    if (record.type != BitmapRecord::typeDirtyTracking)
        throw fieldError("field.notAllowed", "bitmap type", record.type, BitmapRecord::typeDirtyTracking);
    requireAtLeast("bitmap granularity_bits", record.granularityBits, 9);
    requireAtMost("bitmap granularity_bits", record.granularityBits, 31);
    requireAtLeast("bitmap name_size", record.nameLength, 1);
    requireAtMost("bitmap name_size", record.nameLength, 1023);
    requireAligned("bitmap_table_offset", record.tableOffset, header.geometry.clusterSize());
    requireInside("bitmap_table_offset", record.tableOffset, std::uint64_t{record.tableEntries} * 8, file.length());

    const std::uint64_t nameAt = position + BitmapRecord::fixedLength + record.extraLength;
    position += record.length();
    return {{readText(file, nameAt, record.nameLength), 1ULL << record.granularityBits,
             (record.flags & BitmapRecord::flagAuto) != 0, (record.flags & BitmapRecord::flagInUse) != 0},
            record.tableOffset,
            record.tableEntries};
}

}  // namespace

SnapshotTable readSnapshots(const File& file, const Header& header)
{
    SnapshotTable table;
    std::uint64_t position = header.snapshotsOffset;
    std::uint64_t namesBytes = 0;
    try {
        while (table.entries.size() < header.snapshotCount) {
            table.entries.push_back(readSnapshot(file, position, header));
            checkSnapshot(table.entries.back(), header, file.length());
            const Snapshot& snapshot = table.entries.back().snapshot;
            namesBytes += snapshot.id.size() + snapshot.name.size();
            requireAtMost("snapshot names", namesBytes, maxNamesBytes);
            table.bytes = position - header.snapshotsOffset;
            requireAtMost("snapshot table size", table.bytes, maxSnapshotTableBytes);
        }
    } catch (const Error& error) {
        throw error.at(file.path()).at(position).during("qcow2.snapshots");
    }
    return table;
}

std::vector<BitmapEntry> readBitmaps(const File& file, const Header& header)
{
    std::vector<BitmapEntry> bitmaps;
    if (!header.bitmaps)
        return bitmaps;
    std::uint64_t position = header.bitmaps->directoryOffset;
    const std::uint64_t end = position + header.bitmaps->directoryLength;
    try {
        std::uint64_t namesBytes = 0;
        while (bitmaps.size() < header.bitmaps->count) {
            bitmaps.push_back(readBitmap(file, position, end, header));
            namesBytes += bitmaps.back().bitmap.name.size();
            requireAtMost("bitmap names", namesBytes, maxNamesBytes);
        }
    } catch (const Error& error) {
        throw error.at(file.path()).at(position).during("qcow2.bitmaps");
    }
    return bitmaps;
}

}  // namespace engine::qcow2
