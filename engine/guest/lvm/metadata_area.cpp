#include "guest/lvm/metadata_area.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "guest/lvm/checksum.h"
#include "guest/source_bytes.h"
#include "image/field_check.h"

#include <string_view>

namespace engine::lvm {

namespace {

constexpr std::size_t headerLength = 512;
constexpr std::string_view magic = " LVM2 x[5A%r0N*>";
constexpr std::uint32_t formatVersion = 1;

struct RawLocation {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint32_t checksum = 0;
    std::uint32_t flags = 0;

    bool isIgnored() const noexcept { return (flags & 1) != 0; }
};

RawLocation readLocation(ByteReader& reader)
{
    RawLocation location;
    location.offset = reader.littleEndian<std::uint64_t>();
    location.size = reader.littleEndian<std::uint64_t>();
    location.checksum = reader.littleEndian<std::uint32_t>();
    location.flags = reader.littleEndian<std::uint32_t>();
    return location;
}

/// The committed location.
RawLocation readHeader(const BlockSource& disk, GuestRange place, GuestRange area)
{
    const std::uint64_t offset = area.start.bytes();
    requireAtLeast("mda_header size", area.length, headerLength);
    const auto header = bytesOf(disk, offset, headerLength);
    ByteReader reader(header, offset, "mda_header");
    const auto stored = reader.littleEndian<std::uint32_t>();
    if (!checksumMatches(checksum(std::span(header).subspan(sizeof(stored))), stored))
        throw badChecksum("mda_header", offset);
    if (reader.text(magic.size()) != magic)
        throw contradiction("mda_header", offset);
    if (const auto version = reader.littleEndian<std::uint32_t>(); version != formatVersion)
        throw fieldError("field.notAllowed", "mda_header version", version, formatVersion);
    const auto start = reader.littleEndian<std::uint64_t>();
    const auto size = reader.littleEndian<std::uint64_t>();
    const RawLocation committed = readLocation(reader);
    const RawLocation precommitted = readLocation(reader);
    if (start != area.start - place.start || size != area.length)
        throw contradiction("mda_header", offset);
    if (precommitted.size != 0 && precommitted.offset != committed.offset)
        throw volumeNeedsRecovery("precommitted LVM2 metadata");
    return committed;
}

}  // namespace

std::optional<std::string> readMetadataText(const BlockSource& disk, GuestRange place, GuestRange area,
                                            std::uint64_t mostBytes)
{
    const RawLocation location = readHeader(disk, place, area);
    if (location.isIgnored() || (location.offset == 0 && location.size == 0))
        return std::nullopt;
    // The area behind its header is a ring.
    requireAtLeast("raw_locn offset", location.offset, headerLength);
    requireAtMost("raw_locn offset", location.offset, area.length - 1);
    requireAtMost("raw_locn size", location.size, area.length - headerLength);
    requireAtMost("raw_locn size", location.size, mostBytes);
    const std::uint64_t untilEnd = std::min(location.size, area.length - location.offset);
    auto text = bytesOf(disk, (area.start + location.offset).bytes(), untilEnd);
    const auto wrapped = bytesOf(disk, (area.start + headerLength).bytes(), location.size - untilEnd);
    text.insert(text.end(), wrapped.begin(), wrapped.end());
    if (!checksumMatches(checksum(text), location.checksum))
        throw badChecksum("LVM2 metadata", area.start.bytes());
    return std::string(reinterpret_cast<const char*>(text.data()), text.size());
}

}  // namespace engine::lvm
