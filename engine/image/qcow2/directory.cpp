#include "image/qcow2/directory.h"

#include "bytes/byte_reader.h"
#include "image/field_check.h"

#include <algorithm>
#include <array>

namespace engine::qcow2 {

namespace {

constexpr std::size_t snapshotEntryBytes = 40;
constexpr std::size_t bitmapEntryBytes = 24;

std::uint64_t padding(std::uint64_t length)
{
    return (8 - length % 8) % 8;
}

/// Reads the entry at `position` and moves behind it: the fixed part first, which tells how long the rest is.
SnapshotEntry readSnapshot(const File& file, std::uint64_t& position, const Header& header)
{
    std::array<std::byte, snapshotEntryBytes> fixed{};
    file.read(position, fixed);
    ByteReader reader(fixed, position, "snapshot table");
    SnapshotEntry entry;
    entry.l1Offset = reader.bigEndian<std::uint64_t>();
    entry.l1Entries = reader.bigEndian<std::uint32_t>();
    const auto idLength = reader.bigEndian<std::uint16_t>();
    const auto nameLength = reader.bigEndian<std::uint16_t>();
    entry.snapshot.created = reader.bigEndian<std::uint32_t>();
    reader.skip(4);
    entry.snapshot.guestClock = reader.bigEndian<std::uint64_t>();
    entry.snapshot.vmStateSize = reader.bigEndian<std::uint32_t>();
    const auto extraLength = reader.bigEndian<std::uint32_t>();
    requireAtMost("snapshot extra data size", extraLength, maxSnapshotExtraBytes);

    std::vector<std::byte> rest(std::size_t{extraLength} + idLength + nameLength);
    file.read(position + snapshotEntryBytes, rest);
    ByteReader names(rest, position + snapshotEntryBytes, "snapshot table");
    ByteReader extra(names.take(extraLength), position + snapshotEntryBytes, "snapshot extra data");
    if (extra.remaining() >= 8)
        entry.snapshot.vmStateSize = extra.bigEndian<std::uint64_t>();
    entry.snapshot.virtualSize = extra.remaining() >= 8 ? extra.bigEndian<std::uint64_t>() : header.virtualSize;
    entry.snapshot.id = names.text(idLength);
    entry.snapshot.name = names.text(nameLength);
    position += snapshotEntryBytes + rest.size();
    position += padding(position);
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

BitmapEntry readBitmap(ByteReader& reader)
{
    constexpr std::uint32_t flagInUse = 1;
    constexpr std::uint32_t flagAuto = 2;
    constexpr std::uint8_t typeDirtyTracking = 1;

    BitmapEntry entry;
    entry.tableOffset = reader.bigEndian<std::uint64_t>();
    entry.tableEntries = reader.bigEndian<std::uint32_t>();
    const auto flags = reader.bigEndian<std::uint32_t>();
    entry.bitmap.inUse = (flags & flagInUse) != 0;
    entry.bitmap.enabled = (flags & flagAuto) != 0;
    const auto type = reader.bigEndian<std::uint8_t>();
    if (type != typeDirtyTracking)
        throw fieldError("field.notAllowed", "bitmap type", type, typeDirtyTracking);
    const auto granularityBits = reader.bigEndian<std::uint8_t>();
    requireAtLeast("bitmap granularity_bits", granularityBits, 9);
    requireAtMost("bitmap granularity_bits", granularityBits, 31);
    entry.bitmap.granularity = 1ULL << granularityBits;
    const auto nameLength = reader.bigEndian<std::uint16_t>();
    requireAtLeast("bitmap name_size", nameLength, 1);
    requireAtMost("bitmap name_size", nameLength, 1023);
    const auto extraLength = reader.bigEndian<std::uint32_t>();
    reader.skip(extraLength);
    entry.bitmap.name = reader.text(nameLength);
    reader.skip(std::min<std::size_t>(padding(bitmapEntryBytes + extraLength + nameLength), reader.remaining()));
    return entry;
}

}  // namespace

SnapshotTable readSnapshots(const File& file, const Header& header)
{
    SnapshotTable table;
    std::uint64_t position = header.snapshotsOffset;
    try {
        while (table.entries.size() < header.snapshotCount) {
            table.entries.push_back(readSnapshot(file, position, header));
            checkSnapshot(table.entries.back(), header, file.length());
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
    std::vector<std::byte> bytes(header.bitmaps->directoryLength);
    file.read(header.bitmaps->directoryOffset, bytes);
    ByteReader reader(bytes, header.bitmaps->directoryOffset, "bitmap directory");
    try {
        while (bitmaps.size() < header.bitmaps->count) {
            BitmapEntry entry = readBitmap(reader);
            requireAligned("bitmap_table_offset", entry.tableOffset, header.geometry.clusterSize());
            requireInside("bitmap_table_offset", entry.tableOffset, std::uint64_t{entry.tableEntries} * 8,
                          file.length());
            bitmaps.push_back(std::move(entry));
        }
    } catch (const Error& error) {
        throw error.at(file.path()).during("qcow2.bitmaps");
    }
    return bitmaps;
}

}  // namespace engine::qcow2
