#include "guest/ntfs/record.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"

#include <algorithm>

namespace engine::ntfs {

namespace {

constexpr std::size_t fixupStride = 512;
constexpr std::size_t headerLength = 42;  // what NTFS 3.0 has of it
constexpr std::size_t flagsAt = 22;
constexpr std::uint32_t endMarker = 0xffffffff;
constexpr std::uint32_t fileMagic = 0x454c4946;  // "FILE"

Attribute readNonResident(Attribute attribute, std::span<const std::byte> bytes, bool& sound)
{
    constexpr std::size_t nonResidentLength = 64;
    sound = sound && bytes.size() >= nonResidentLength;
    if (!sound)
        return attribute;
    const auto number = [&](std::size_t at) { return loadLittleEndian<std::uint64_t>(bytes.data() + at); };
    attribute.lowestVcn = number(16);
    // The highest VCN is -1 where nothing is allocated.
    const std::uint64_t end = number(24) + 1;
    attribute.clusters = end - attribute.lowestVcn;
    if (attribute.lowestVcn == 0) {
        attribute.allocatedSize = number(40);
        attribute.dataSize = number(48);
        attribute.initializedSize = number(56);
    }
    const std::size_t pairs = loadLittleEndian<std::uint16_t>(bytes.data() + 32);
    sound = end <= INT64_MAX && attribute.lowestVcn <= end && attribute.allocatedSize <= INT64_MAX &&
            attribute.dataSize <= INT64_MAX && attribute.initializedSize <= attribute.dataSize &&
            pairs >= nonResidentLength && pairs <= bytes.size();
    if (sound)
        attribute.mappingPairs = bytes.subspan(pairs);
    return attribute;
}

Attribute readResident(Attribute attribute, std::span<const std::byte> bytes, bool& sound)
{
    const std::size_t length = loadLittleEndian<std::uint32_t>(bytes.data() + 16);
    const std::size_t offset = loadLittleEndian<std::uint16_t>(bytes.data() + 20);
    sound = sound && fits(offset, length, bytes.size());
    if (sound)
        attribute.value = bytes.subspan(offset, length);
    return attribute;
}

}  // namespace

bool Attribute::is(AttributeType wanted, std::string_view ascii) const noexcept
{
    if (type != wanted || name.size() != ascii.size() * 2)
        return false;
    for (std::size_t i = 0; i < ascii.size(); ++i)
        if (loadLittleEndian<std::uint16_t>(name.data() + 2 * i) != static_cast<unsigned char>(ascii[i]))
            return false;
    return true;
}

void undoFixups(std::span<std::byte> block, std::string_view structure, std::uint64_t offset)
{
    const std::size_t place = loadLittleEndian<std::uint16_t>(block.data() + 4);
    const std::size_t count = loadLittleEndian<std::uint16_t>(block.data() + 6);
    // The array lies before the first word that it protects.
    if (place % 2 != 0 || place < 8 || count != block.size() / fixupStride + 1 || place + 2 * count > fixupStride - 2)
        throw contradiction(structure, offset);
    const std::byte* const array = block.data() + place;
    const auto expected = loadLittleEndian<std::uint16_t>(array);
    for (std::size_t sector = 1; sector < count; ++sector) {
        std::byte* const last = block.data() + sector * fixupStride - 2;
        if (!checksumMatches(loadLittleEndian<std::uint16_t>(last), expected))
            throw badChecksum(structure, offset);
        std::copy_n(array + 2 * sector, 2, last);
    }
}

bool Record::isInUse(std::span<const std::byte> bytes) noexcept
{
    return loadLittleEndian<std::uint32_t>(bytes.data()) == fileMagic &&
           (loadLittleEndian<std::uint16_t>(bytes.data() + flagsAt) & inUseFlag) != 0;
}

Record::Record(std::span<std::byte> bytes, std::uint64_t offset) : used_(bytes), offset_(offset)
{
    require(loadLittleEndian<std::uint32_t>(bytes.data()) == fileMagic);
    undoFixups(bytes, "MFT record", offset);
    sequence_ = loadLittleEndian<std::uint16_t>(bytes.data() + 16);
    firstAttribute_ = loadLittleEndian<std::uint16_t>(bytes.data() + 20);
    flags_ = loadLittleEndian<std::uint16_t>(bytes.data() + flagsAt);
    const std::size_t used = loadLittleEndian<std::uint32_t>(bytes.data() + 24);
    base_ = FileReference::of(loadLittleEndian<std::uint64_t>(bytes.data() + 32));
    require(loadLittleEndian<std::uint32_t>(bytes.data() + 28) == bytes.size());
    require(used <= bytes.size() && firstAttribute_ >= headerLength && firstAttribute_ % 8 == 0);
    require(fits(firstAttribute_, sizeof(endMarker), used));
    used_ = used_.first(used);
}

void Record::require(bool sound) const
{
    if (!sound)
        throw contradiction("MFT record", offset_);
}

std::optional<Attribute> Record::attributeAt(std::size_t& position) const
{
    constexpr std::size_t shortest = 24;
    require(fits(position, sizeof(endMarker), used_.size()));
    const std::byte* const start = used_.data() + position;
    const auto type = loadLittleEndian<std::uint32_t>(start);
    if (type == endMarker)
        return std::nullopt;
    require(fits(position, shortest, used_.size()));
    const std::size_t length = loadLittleEndian<std::uint32_t>(start + 4);
    require(length >= shortest && length % 8 == 0 && fits(position, length, used_.size()));
    const auto bytes = used_.subspan(position, length);

    Attribute attribute;
    attribute.type = static_cast<AttributeType>(type);
    attribute.nonResident = bytes[8] != std::byte{0};
    const std::size_t nameLength = 2 * std::to_integer<std::size_t>(bytes[9]);
    const std::size_t nameOffset = loadLittleEndian<std::uint16_t>(start + 10);
    attribute.flags = loadLittleEndian<std::uint16_t>(start + 12);
    bool sound = nameLength == 0 || fits(nameOffset, nameLength, length);
    if (sound && nameLength > 0)
        attribute.name = bytes.subspan(nameOffset, nameLength);
    attribute =
        attribute.nonResident ? readNonResident(attribute, bytes, sound) : readResident(attribute, bytes, sound);
    require(sound);
    position += length;
    return attribute;
}

std::optional<Attribute> Record::find(AttributeType type, std::string_view name) const
{
    std::size_t position = firstAttribute_;
    while (const auto attribute = attributeAt(position))
        if (attribute->is(type, name))
            return attribute;
    return std::nullopt;
}

}  // namespace engine::ntfs
