#include "image/qcow2/records.h"

#include "bytes/byte_reader.h"

#include <array>

namespace engine::qcow2 {

SnapshotRecord readSnapshotRecord(const File& file, std::uint64_t offset)
{
    std::array<std::byte, SnapshotRecord::fixedLength> bytes{};
    file.readPadded(offset, bytes);
    ByteReader reader(bytes, offset, "snapshot table");
    SnapshotRecord record;
    record.l1Offset = reader.bigEndian<std::uint64_t>();
    record.l1Entries = reader.bigEndian<std::uint32_t>();
    record.idLength = reader.bigEndian<std::uint16_t>();
    record.nameLength = reader.bigEndian<std::uint16_t>();
    record.seconds = reader.bigEndian<std::uint32_t>();
    reader.skip(sizeof(std::uint32_t));  // nanoseconds
    record.guestClock = reader.bigEndian<std::uint64_t>();
    record.vmStateSize = reader.bigEndian<std::uint32_t>();
    record.extraLength = reader.bigEndian<std::uint32_t>();
    return record;
}

BitmapRecord readBitmapRecord(const File& file, std::uint64_t offset)
{
    std::array<std::byte, BitmapRecord::fixedLength> bytes{};
    file.readPadded(offset, bytes);
    ByteReader reader(bytes, offset, "bitmap directory");
    BitmapRecord record;
    record.tableOffset = reader.bigEndian<std::uint64_t>();
    record.tableEntries = reader.bigEndian<std::uint32_t>();
    record.flags = reader.bigEndian<std::uint32_t>();
    record.type = reader.bigEndian<std::uint8_t>();
    record.granularityBits = reader.bigEndian<std::uint8_t>();
    record.nameLength = reader.bigEndian<std::uint16_t>();
    record.extraLength = reader.bigEndian<std::uint32_t>();
    return record;
}

}  // namespace engine::qcow2
