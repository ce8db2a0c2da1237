#include "guest/fat/directory.h"

#include "guest/clusters/text.h"

#include <algorithm>
#include <array>

namespace engine::fat {

using clusters::RawEntry;

namespace {

constexpr std::uint8_t endMark = 0x00;
constexpr std::uint8_t deletedMark = 0xe5;
constexpr std::uint8_t volumeId = 0x08;
constexpr std::uint8_t directory = 0x10;
constexpr std::uint8_t longNameBits = 0x0f;
constexpr std::uint8_t attributeBits = 0x3f;
constexpr std::size_t baseLength = 8;
constexpr std::size_t nameLength = 11;

std::uint8_t attributesOf(const RawEntry& entry)
{
    return entry.byte(11);
}

bool isLongPart(const RawEntry& entry)
{
    return (attributesOf(entry) & attributeBits) == longNameBits;
}

bool isLabel(const RawEntry& entry)
{
    return !isLongPart(entry) && (attributesOf(entry) & (volumeId | directory)) == volumeId;
}

std::string_view shortBytes(const RawEntry& entry)
{
    return {reinterpret_cast<const char*>(entry.bytes.data()), nameLength};
}

bool isDots(const RawEntry& entry)
{
    const std::string_view name = shortBytes(entry);
    return name == ".          " || name == "..         ";
}

/// Over the 11 bytes of the short name.
std::uint8_t checksum(const RawEntry& entry)
{
    unsigned sum = 0;
    for (std::size_t at = 0; at < nameLength; ++at)
        sum = (((sum & 1) << 7) + (sum >> 1) + entry.byte(at)) & 0xff;
    return static_cast<std::uint8_t>(sum);
}

std::string_view withoutPadding(std::string_view text)
{
    const std::size_t last = text.find_last_not_of(' ');
    return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

std::string decoded(std::string_view bytes, bool lowerCase)
{
    std::string text;
    for (const char byte : bytes) {
        // At the start of a name 0x05 stands for 0xe5, which would mean a deleted entry.
        if (static_cast<unsigned char>(byte) > 127 || (text.empty() && byte == '\x05'))
            text += "\xef\xbf\xbd";
        else
            text += lowerCase && byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    }
    return text;
}

std::string shortName(const RawEntry& entry)
{
    // Windows NT notes here that the name or its extension is in lower case.
    const std::uint8_t caseBits = entry.byte(12);
    const std::string_view bytes = shortBytes(entry);
    std::string name = decoded(withoutPadding(bytes.substr(0, baseLength)), (caseBits & 0x08) != 0);
    const std::string extension = decoded(withoutPadding(bytes.substr(baseLength)), (caseBits & 0x10) != 0);
    return extension.empty() ? name : name + '.' + extension;
}

std::u16string longPart(const RawEntry& entry)
{
    constexpr std::array<std::size_t, 13> places{1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
    std::u16string part;
    for (const std::size_t at : places) {
        const auto unit = entry.number<std::uint16_t>(at);
        if (unit == 0)
            break;
        part.push_back(static_cast<char16_t>(unit));
    }
    return part;
}

}  // namespace

std::optional<DirectoryEntry> Directory::next()
{
    while (const auto raw = reader_.next()) {
        if (raw->byte(0) == endMark)
            return std::nullopt;
        if (raw->byte(0) != deletedMark && isLongPart(*raw)) {
            addLongPart(*raw);
            continue;
        }
        if (raw->byte(0) == deletedMark || isLabel(*raw) || isDots(*raw)) {
            longOrdinal_ = 0;
            continue;
        }
        DirectoryEntry entry;
        entry.offset = raw->offset;
        entry.name = nameOf(*raw);
        entry.folder = (attributesOf(*raw) & directory) != 0;
        entry.firstCluster = raw->number<std::uint16_t>(26);
        if (type_ == Type::Fat32)
            entry.firstCluster |= static_cast<std::uint32_t>(raw->number<std::uint16_t>(20)) << 16;
        entry.length = entry.folder ? 0 : raw->number<std::uint32_t>(28);
        longOrdinal_ = 0;
        return entry;
    }
    return std::nullopt;
}

void Directory::addLongPart(const RawEntry& entry)
{
    constexpr std::uint8_t lastPart = 0x40;
    constexpr std::uint8_t mostParts = 20;
    const std::uint8_t ordinal = entry.byte(0) & (lastPart - 1);
    const bool starts = (entry.byte(0) & lastPart) != 0 && ordinal >= 1 && ordinal <= mostParts;
    const bool goesOn = longOrdinal_ > 1 && entry.byte(0) == longOrdinal_ - 1 && entry.byte(13) == longChecksum_;
    if (!starts && !goesOn) {
        longOrdinal_ = 0;
        return;
    }
    if (starts)
        longName_.clear();
    longName_.insert(0, longPart(entry));
    longOrdinal_ = ordinal;
    longChecksum_ = entry.byte(13);
}

std::string Directory::nameOf(const RawEntry& entry) const
{
    if (longOrdinal_ == 1 && longChecksum_ == checksum(entry))
        return clusters::toUtf8(longName_);
    return shortName(entry);
}

std::string labelText(std::string_view bytes)
{
    constexpr std::string_view none = "NO NAME    ";
    if (bytes == none)
        return {};
    return decoded(withoutPadding(bytes.substr(0, bytes.find('\0'))), false);
}

std::optional<std::string> findLabel(const BlockSource& source, std::vector<VolumeRange> rootRanges)
{
    clusters::EntryReader reader(source, std::move(rootRanges));
    while (const auto entry = reader.next()) {
        if (entry->byte(0) == endMark)
            break;
        if (entry->byte(0) != deletedMark && isLabel(*entry))
            return labelText(shortBytes(*entry));
    }
    return std::nullopt;
}

}  // namespace engine::fat
