#include "guest/lvm/label.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "guest/lvm/checksum.h"
#include "guest/lvm/physical_volumes.h"
#include "guest/source_bytes.h"
#include "image/field_check.h"

#include <optional>
#include <string_view>

namespace engine::lvm {

namespace {

constexpr std::uint64_t sectorSize = 512;
constexpr std::uint64_t labelSectors = 4;
constexpr std::size_t idAt = 0;
constexpr std::size_t sectorAt = 8;
constexpr std::size_t crcAt = 16;
constexpr std::size_t contentOffsetAt = 20;
constexpr std::size_t typeAt = 24;
constexpr std::size_t uuidLength = 32;

bool has(std::span<const std::byte> sector, std::size_t offset, std::string_view text)
{
    return std::string_view(reinterpret_cast<const char*>(sector.data()) + offset, text.size()) == text;
}

bool isLabel(std::span<const std::byte> sector)
{
    return has(sector, idAt, "LABELONE") && has(sector, typeAt, "LVM2 001");
}

/// The sectors that may hold a label; fewer where the source is shorter.
std::vector<std::byte> labelArea(const BlockSource& source, std::uint64_t offset, std::uint64_t length)
{
    return bytesOf(source, offset, std::min(length / sectorSize, labelSectors) * sectorSize);
}

/// 32 characters in groups of 6, 4, 4, 4, 4, 4, 6.
std::string hyphenated(const std::string& uuid)
{
    std::string text = uuid;
    for (const std::size_t at : {26U, 22U, 18U, 14U, 10U, 6U})
        text.insert(at, 1, '-');
    return text;
}

/// A list of areas ends with an offset of 0; an area without a size reaches to the end of the device.
std::vector<GuestRange> readAreas(ByteReader& reader, GuestRange place)
{
    std::vector<GuestRange> areas;
    for (;;) {
        const auto offset = reader.littleEndian<std::uint64_t>();
        const auto length = reader.littleEndian<std::uint64_t>();
        if (offset == 0)
            return areas;
        requireInside("disk_locn", offset, length, place.length);
        areas.push_back({place.start + offset, length != 0 ? length : place.length - offset});
    }
}

void readExtension(ByteReader& reader, GuestRange place, Label& label, std::vector<GuestRange>& kept)
{
    constexpr std::size_t fixedLength = 8;
    constexpr std::uint32_t used = 1;
    if (reader.remaining() < fixedLength)
        return;
    const auto version = reader.littleEndian<std::uint32_t>();
    const auto flags = reader.littleEndian<std::uint32_t>();
    if (version == 0)
        return;
    label.isUsed = version >= 2 && (flags & used) != 0;
    const auto loaders = readAreas(reader, place);
    kept.insert(kept.end(), loaders.begin(), loaders.end());
}

Label parse(std::span<const std::byte> sector, std::uint64_t number, GuestRange place)
{
    const std::uint64_t offset = place.start.bytes() + number * sectorSize;
    const auto stored = loadLittleEndian<std::uint32_t>(sector.data() + crcAt);
    if (loadLittleEndian<std::uint64_t>(sector.data() + sectorAt) != number)
        throw contradiction("LVM2 label", offset);
    if (!checksumMatches(checksum(sector.subspan(contentOffsetAt)), stored))
        throw badChecksum("LVM2 label", offset);
    ByteReader reader(sector, offset, "pv_header");
    reader.skip(loadLittleEndian<std::uint32_t>(sector.data() + contentOffsetAt));
    Label label;
    label.uuid = hyphenated(reader.text(uuidLength));
    label.deviceSize = reader.littleEndian<std::uint64_t>();
    requireAtMost("device_size", label.deviceSize, place.length);
    readAreas(reader, place);  // where extents are, the metadata says better
    label.metadataAreas = readAreas(reader, place);
    std::vector<GuestRange> kept = label.metadataAreas;
    readExtension(reader, place, label, kept);
    label.kept = GuestRangeSet::of(std::move(kept));
    return label;
}

}  // namespace

bool recognises(const BlockSource& volume)
{
    const auto area = labelArea(volume, 0, volume.size());
    for (std::size_t at = 0; at < area.size(); at += sectorSize) {
        if (isLabel(std::span(area).subspan(at, sectorSize)))
            return true;
    }
    return false;
}

std::string uuidOf(const BlockSource& volume)
{
    const auto area = labelArea(volume, 0, volume.size());
    for (std::size_t at = 0; at < area.size(); at += sectorSize) {
        const auto sector = std::span(area).subspan(at, sectorSize);
        const auto offset = loadLittleEndian<std::uint32_t>(sector.data() + contentOffsetAt);
        if (isLabel(sector) && offset <= sectorSize - uuidLength)
            return hyphenated(std::string(reinterpret_cast<const char*>(sector.data()) + offset, uuidLength));
    }
    return {};
}

Label readLabel(const BlockSource& disk, GuestRange place)
{
    const auto area = labelArea(disk, place.start.bytes(), place.length);
    std::optional<Label> found;
    for (std::size_t at = 0; at < area.size(); at += sectorSize) {
        const auto sector = std::span(area).subspan(at, sectorSize);
        if (!isLabel(sector))
            continue;
        if (found)
            throw contradiction("LVM2 label", place.start.bytes() + at);
        found = parse(sector, at / sectorSize, place);
    }
    if (!found)
        throw fieldError("field.notAllowed", "LVM2 label", 0, 1);
    return *found;
}

}  // namespace engine::lvm
