#include "guest/partition_table.h"

#include "guest/disk_signatures.h"
#include "guest/gpt/table.h"
#include "guest/mbr/table.h"
#include "guest/unpartitioned.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

Error twoMeanings(std::string first, std::string second)
{
    return Error(ErrorKind::Refused, "table.twoMeanings", {{"first", std::move(first)}, {"second", std::move(second)}});
}

/// Tables of other systems, which have no boot record.
void refuseForeignTable(const BlockSource& disk)
{
    const auto found = wholeDiskSignature(disk, {});
    for (const char* foreign : {"mac", "sgi", "bsd"}) {
        if (found == foreign)
            throw Error(ErrorKind::Unsupported, "volume.notRead", {{"type", *found}});
    }
}

void readAs(const BlockSource& disk, const mbr::BootRecord& record, PartitionTable& table)
{
    const bool plausible = record.isPlausible(disk.size() / mbr::sectorSize);
    if (!record.hasSignature || record.isEmpty()) {
        // Neither Linux nor Windows would look at a GPT here, but somebody made one.
        if (gpt::showsPrimary(disk))
            throw twoMeanings("none", "gpt");
        refuseForeignTable(disk);
        return;
    }
    if (record.isFileSystemsStart) {
        if (plausible)
            throw twoMeanings("dos", "file system");
        return;
    }
    if (record.isProtective()) {
        gpt::readTable(disk, record, table);
        return;
    }
    // Code of a loader in front of a file system that has the whole disk.
    if (record.hasBadBootIndicator() && !plausible)
        return;
    if (gpt::showsPrimary(disk))
        throw twoMeanings("dos", "gpt");
    mbr::readTable(disk, record, table);
}

void read(const BlockSource& disk, PartitionTable& table)
{
    readAs(disk, mbr::readBootRecord(disk, 0), table);
    if (table.kind == PartitionTableKind::None)
        return;
    if (const auto other = wholeDiskSignature(disk, coveredBy(table.partitions)))
        throw twoMeanings(std::string(name(table.kind)), *other);
    if (table.partitions.empty() && !table.caution)
        table.caution = Error(ErrorKind::Unsupported, "table.noPartitions");
}

void sortByPlace(std::vector<Partition>& partitions)
{
    std::stable_sort(partitions.begin(), partitions.end(),
                     [](const Partition& a, const Partition& b) { return a.range.start < b.range.start; });
}

}  // namespace

std::string_view name(PartitionTableKind kind) noexcept
{
    constexpr std::array<std::string_view, 3> names{"none", "dos", "gpt"};
    return names[static_cast<std::size_t>(kind)];
}

PartitionTable readPartitionTable(const BlockSource& disk)
{
    PartitionTable table;
    if (disk.size() < mbr::sectorSize)
        return table;
    try {
        read(disk, table);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        table.refusal = error;
        table.free = {};
        table.caution.reset();
    }
    sortByPlace(table.partitions);
    return table;
}

}  // namespace engine
