#include "guest/mbr/table.h"

#include "guest/disk_signatures.h"
#include "guest/doubt.h"
#include "guest/mbr/extended.h"
#include "guest/unpartitioned.h"
#include "image/field_check.h"

#include <cstdio>

namespace engine::mbr {

namespace {

/// Written by Windows' logical disk manager, whose database says what the partitions really are.
constexpr std::uint8_t dynamicDisk = 0x42;

std::string hexadecimal(const char* format, unsigned value)
{
    std::string text(16, '\0');
    text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), format, value)));
    return text;
}

PartitionRole roleOf(std::uint8_t type)
{
    switch (type) {
    case 0x05:
    case 0x0f:
    case 0x85:
        return PartitionRole::Extended;
    case 0x82:
        return PartitionRole::LinuxSwap;
    case 0x8e:
        return PartitionRole::LinuxLvm;
    case 0xef:
        return PartitionRole::EfiSystem;
    default:
        return PartitionRole::Other;
    }
}

class Reader {
public:
    Reader(const BlockSource& disk, const BootRecord& record, PartitionTable& table)
        : disk_(disk), record_(record), table_(table)
    {
    }

    void read()
    {
        if (record_.diskSignature != 0)
            table_.uuid = hexadecimal("%08x", record_.diskSignature);
        for (const Entry& entry : record_.entries)
            readPrimary(entry);
        const Entry* const extended = onlyExtended();
        std::vector<Partition> primaries = table_.partitions;
        requireDisjoint(primaries);
        refuseOtherSectorSizes();
        if (extended)
            readExtended(*extended);
        findFree();
    }

private:
    void readPrimary(const Entry& entry)
    {
        ++number_;
        if (entry.bootIndicator != 0 && entry.bootIndicator != 0x80)
            throw fieldError("field.notAllowed", "BootIndicator", entry.bootIndicator, 0x80);
        if (entry.isEmpty())
            return;
        requireAtLeast("OSType", entry.type, 1);
        requireAtLeast("StartingLBA", entry.startingLba, 1);
        requireAtLeast("SizeInLBA", entry.sizeInLba, 1);
        if (entry.type == dynamicDisk)
            throw Error(ErrorKind::Unsupported, "table.managed",
                        {{"partition", std::uint64_t{number_}}, {"type", hexadecimal("0x%02x", entry.type)}});
        add(number_, entry.type, entry.startingLba, entry.sizeInLba);
    }

    void add(unsigned number, std::uint8_t type, std::uint64_t firstSector, std::uint64_t sectors)
    {
        const GuestRange range{GuestOffset(firstSector * sectorSize), sectors * sectorSize};
        if (!fits(range.start.bytes(), range.length, disk_.size()))
            throw Error(ErrorKind::Refused, "table.outside",
                        {{"partition", std::uint64_t{number}},
                         {"value", range.start.bytes()},
                         {"length", range.length},
                         {"limit", disk_.size()}});
        Partition partition;
        partition.number = number;
        partition.range = range;
        partition.type = hexadecimal("0x%02x", type);
        partition.role = roleOf(type);
        if (!table_.uuid.empty())
            partition.uuid = table_.uuid + hexadecimal("-%02x", number);
        table_.partitions.push_back(std::move(partition));
    }

    const Entry* onlyExtended() const
    {
        const Entry* found = nullptr;
        for (const Entry& entry : record_.entries) {
            if (!entry.isExtended())
                continue;
            if (found)
                throw contradiction("extended partition", entry.startingLba * sectorSize);
            found = &entry;
        }
        return found;
    }

    void readExtended(const Entry& extended)
    {
        std::vector<Logical> logicals;
        readLogicals(disk_, extended, logicals);
        unsigned number = 4;
        for (const Logical& logical : logicals)
            add(++number, logical.type, logical.firstSector, logical.sectors);
    }

    std::uint64_t lastEnd() const
    {
        std::uint64_t end = 0;
        for (const Entry& entry : record_.entries)
            end = std::max(end, entry.end());
        return end;
    }

    /// Sectors are 512 bytes, or as many as this, or more where it is not the largest.
    std::uint64_t largestSectorSize() const
    {
        std::uint64_t size = 4096;
        while (size > sectorSize && lastEnd() > disk_.size() / size)
            size /= 2;
        return size;
    }

    void refuseOtherSectorSizes() const
    {
        for (std::uint64_t size = largestSectorSize(); size > sectorSize; size /= 2) {
            for (const Entry& entry : record_.entries) {
                if (!entry.isEmpty() && startsWithSignature(disk_, GuestOffset(entry.startingLba * size)))
                    throw ambiguousSectors(size);
            }
        }
    }

    static Error ambiguousSectors(std::uint64_t other)
    {
        return Error(ErrorKind::Refused, "table.sectorSize", {{"size", sectorSize}, {"other", other}});
    }

    void findFree()
    {
        if (largestSectorSize() > sectorSize) {
            table_.caution = ambiguousSectors(largestSectorSize());
            return;
        }
        const GuestRange addressable{GuestOffset(0), (std::uint64_t{1} << 32) * sectorSize};
        table_.free = unpartitioned(table_.partitions, addressable, disk_.size());
    }

    const BlockSource& disk_;
    const BootRecord& record_;
    PartitionTable& table_;
    unsigned number_ = 0;
};

}  // namespace

void readTable(const BlockSource& disk, const BootRecord& record, PartitionTable& table)
{
    table.kind = PartitionTableKind::Mbr;
    table.sectorSize = sectorSize;
    Reader(disk, record, table).read();
}

}  // namespace engine::mbr
