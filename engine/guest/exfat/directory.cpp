#include "guest/exfat/directory.h"

#include "guest/checksum.h"
#include "guest/clusters/text.h"
#include "guest/doubt.h"

#include <algorithm>

namespace engine::exfat {

using clusters::RawEntry;

namespace {

enum EntryType : std::uint8_t {
    EndOfDirectory = 0x00,
    AllocationBitmap = 0x81,
    UpcaseTable = 0x82,
    VolumeLabel = 0x83,
    File = 0x85,
    VolumeGuid = 0xa0,
    StreamExtension = 0xc0,
    FileName = 0xc1,
};
constexpr std::uint8_t inUse = 0x80;
constexpr std::uint8_t secondary = 0x40;
constexpr std::uint8_t benign = 0x20;
constexpr std::size_t unitsPerName = 15;

std::u16string units(const RawEntry& entry, std::size_t count)
{
    std::u16string text;
    for (std::size_t index = 0; index < count; ++index)
        text.push_back(static_cast<char16_t>(entry.number<std::uint16_t>(2 + index * 2)));
    return text;
}

/// FirstCluster and DataLength, which all entries keep at the same place.
Allocation allocationOf(const RawEntry& entry, bool noFatChain)
{
    const Allocation allocation{entry.number<std::uint32_t>(20), entry.number<std::uint64_t>(24), noFatChain};
    if ((allocation.firstCluster == 0) != (allocation.dataLength == 0))
        throw contradiction("FirstCluster", entry.offset);
    return allocation;
}

/// By GeneralSecondaryFlags.
Allocation secondaryAllocation(const RawEntry& entry)
{
    constexpr std::uint8_t allocationPossible = 0x01;
    constexpr std::uint8_t noFatChain = 0x02;
    const std::uint8_t flags = entry.byte(1);
    if ((flags & allocationPossible) == 0)
        return {};
    return allocationOf(entry, (flags & noFatChain) != 0);
}

void checkSum(const std::vector<RawEntry>& set)
{
    unsigned sum = 0;
    for (const RawEntry& entry : set) {
        for (std::size_t at = 0; at < RawEntry::size; ++at) {
            if (&entry != &set.front() || (at != 2 && at != 3))
                sum = (((sum & 1) << 15) + (sum >> 1) + entry.byte(at)) & 0xffff;
        }
    }
    if (!checksumMatches(sum, set.front().number<std::uint16_t>(2)))
        throw badChecksum("directory entry set", set.front().offset);
}

FileSet parse(const std::vector<RawEntry>& set)
{
    const RawEntry& primary = set.front();
    if (set.size() < 3 || set[1].byte(0) != StreamExtension)
        throw contradiction("directory entry set", primary.offset);
    FileSet file;
    file.offset = primary.offset;
    file.folder = (primary.number<std::uint16_t>(4) & 0x10) != 0;
    file.data = secondaryAllocation(set[1]);
    if (set[1].number<std::uint64_t>(8) > file.data.dataLength)
        throw contradiction("ValidDataLength", set[1].offset);
    std::size_t left = set[1].byte(3);
    std::u16string name;
    for (std::size_t index = 2; index < set.size(); ++index) {
        const RawEntry& entry = set[index];
        const bool isName = entry.byte(0) == FileName;
        if (isName != (left > 0))
            throw contradiction("directory entry set", entry.offset);
        if (isName) {
            const std::size_t count = std::min(left, unitsPerName);
            name += units(entry, count);
            left -= count;
        } else {
            file.others.push_back(secondaryAllocation(entry));
        }
    }
    if (left > 0)
        throw contradiction("directory entry set", primary.offset);
    file.name = clusters::toUtf8(name);
    return file;
}

[[noreturn]] void throwUnknown(std::uint8_t type)
{
    throw unknownFeature("EntryType", type);
}

}  // namespace

std::optional<FileSet> Directory::next()
{
    while (const auto entry = reader_.next()) {
        const std::uint8_t type = entry->byte(0);
        if (type == EndOfDirectory)
            return std::nullopt;
        if ((type & inUse) == 0)
            continue;
        if (type == File)
            return parse(readSet(*entry));
        const bool ofRoot = type == AllocationBitmap || type == UpcaseTable || type == VolumeLabel;
        if ((type & secondary) != 0 || (ofRoot && !isRoot_))
            throw contradiction("directory entry set", entry->offset);
        if (!ofRoot && (type != VolumeGuid || entry->byte(1) != 0))
            throwUnknown(type);
    }
    return std::nullopt;
}

std::vector<RawEntry> Directory::readSet(const RawEntry& primary)
{
    std::vector<RawEntry> set{primary};
    for (unsigned left = primary.byte(1); left > 0; --left) {
        const auto entry = reader_.next();
        if (!entry || (entry->byte(0) & (inUse | secondary)) != (inUse | secondary))
            throw contradiction("directory entry set", primary.offset);
        const std::uint8_t type = entry->byte(0);
        if ((type & benign) == 0 && type != StreamExtension && type != FileName)
            throwUnknown(type);
        set.push_back(*entry);
    }
    checkSum(set);
    return set;
}

RootEntries readRootEntries(const BlockSource& source, std::vector<VolumeRange> rootRanges)
{
    clusters::EntryReader reader(source, std::move(rootRanges));
    RootEntries root;
    while (const auto entry = reader.next()) {
        const std::uint8_t type = entry->byte(0);
        if (type == EndOfDirectory)
            break;
        if (type == AllocationBitmap) {
            // Bit 0 tells the second bitmap, of TexFAT.
            if (root.bitmap.firstCluster != 0 || (entry->byte(1) & 1) != 0)
                throw contradiction("Allocation Bitmap", entry->offset);
            root.bitmap = allocationOf(*entry, false);
        } else if (type == UpcaseTable) {
            if (root.upcaseTable.firstCluster != 0)
                throw contradiction("Up-case Table", entry->offset);
            root.upcaseTable = allocationOf(*entry, false);
            root.upcaseChecksum = entry->number<std::uint32_t>(4);
        } else if (type == VolumeLabel) {
            constexpr std::size_t mostUnits = 11;
            root.label = clusters::toUtf8(units(*entry, std::min<std::size_t>(entry->byte(1), mostUnits)));
        }
    }
    if (root.bitmap.firstCluster == 0)
        throw contradiction("Allocation Bitmap", 0);
    if (root.upcaseTable.firstCluster == 0)
        throw contradiction("Up-case Table", 0);
    return root;
}

}  // namespace engine::exfat
