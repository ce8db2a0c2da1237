#include "guest/gpt/table.h"

#include "bytes/checked.h"
#include "guest/doubt.h"
#include "guest/gpt/copy.h"
#include "guest/unpartitioned.h"

#include <algorithm>

namespace engine::gpt {

namespace {

constexpr std::array<std::uint64_t, 2> sectorSizes{512, 4096};
/// Of Microsoft's basic data and of the types of the Discoverable Partitions Specification.
constexpr std::uint64_t readOnly = std::uint64_t{1} << 60;

struct KnownType {
    std::string_view guid;
    PartitionRole role;
};

constexpr std::array knownTypes{
    KnownType{"c12a7328-f81f-11d2-ba4b-00a0c93ec93b", PartitionRole::EfiSystem},
    KnownType{"e3c9e316-0b5c-4db8-817d-f92df00215ae", PartitionRole::MicrosoftReserved},
    KnownType{"0657fd6d-a4ab-43c4-84e5-0933c84b4f4f", PartitionRole::LinuxSwap},
    KnownType{"e6d6d379-f507-44c2-a23c-238f2a3df928", PartitionRole::LinuxLvm},
};

/// Windows' logical disk manager (its metadata, its data) and Storage Spaces: their own databases say what is where.
constexpr std::array<std::string_view, 3> managedTypes{
    "5808c8aa-7e8f-42e0-85d2-e1e90434cfb3",
    "af9b60a0-1431-4f62-bc68-3311714a69ad",
    "e75caf8f-f680-4cee-afa3-b001e56efc2d",
};

PartitionRole roleOf(std::string_view guid)
{
    const auto* const found =
        std::find_if(knownTypes.begin(), knownTypes.end(), [&](const KnownType& known) { return known.guid == guid; });
    return found == knownTypes.end() ? PartitionRole::Other : found->role;
}

bool comesFromTheSource(const Error& error)
{
    return error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled;
}

/// A copy, or why there is none.
struct Attempt {
    std::optional<Copy> copy;
    std::optional<Error> failure;
};

Attempt attempt(const BlockSource& disk, std::uint64_t sectorSize, std::uint64_t lba)
{
    try {
        return {readCopy(disk, sectorSize, lba), std::nullopt};
    } catch (const Error& error) {
        if (comesFromTheSource(error))
            throw;
        return {std::nullopt, error};
    }
}

std::uint64_t lastLba(const BlockSource& disk, std::uint64_t sectorSize)
{
    return disk.size() / sectorSize - 1;
}

/// The copies of all sector sizes: the primary ones, or those in the last sector.
std::vector<Copy> soundCopies(const BlockSource& disk, bool primary, std::optional<Error>& failure)
{
    std::vector<Copy> copies;
    for (const std::uint64_t size : sectorSizes) {
        if (disk.size() < 2 * size)
            continue;
        Attempt found = attempt(disk, size, primary ? 1 : lastLba(disk, size));
        if (found.copy)
            copies.push_back(std::move(*found.copy));
        else if (found.failure->code() != "field.missing")
            failure = found.failure;
    }
    return copies;
}

/// The copy that counts; sets the caution.
Copy choose(const BlockSource& disk, std::optional<Error>& caution)
{
    std::optional<Error> failure;
    std::vector<Copy> primaries = soundCopies(disk, true, failure);
    std::vector<Copy> backups = soundCopies(disk, false, failure);
    std::vector<Copy>& chosen = primaries.empty() ? backups : primaries;
    if (chosen.empty()) {
        if (failure && failure->code() == "table.cutOff")
            throw *failure;
        const Error missing(ErrorKind::Corrupt, "table.protective");
        throw failure ? missing.because(*failure) : missing;
    }
    const std::uint64_t sectorSize = chosen.front().header.sectorSize;
    for (const auto* copies : {&primaries, &backups}) {
        for (const Copy& copy : *copies) {
            if (copy.header.sectorSize != sectorSize)
                throw Error(ErrorKind::Refused, "table.sectorSize",
                            {{"size", sectorSize}, {"other", copy.header.sectorSize}});
        }
    }
    if (primaries.empty())
        caution = Error(ErrorKind::Corrupt, "table.primaryBroken");
    return std::move(chosen.front());
}

/// What speaks against the backup of a sound primary copy.
std::optional<Error> doubtOfBackup(const BlockSource& disk, const Copy& primary)
{
    const std::uint64_t sectorSize = primary.header.sectorSize;
    if (auto error = cutOff(primary.header, lastLba(disk, sectorSize)))
        return error;
    const Attempt backup = attempt(disk, sectorSize, primary.header.alternateLba);
    if (!backup.copy)
        return Error(ErrorKind::Corrupt, "table.backupBroken").because(*backup.failure);
    if (!primary.agreesWith(*backup.copy))
        return Error(ErrorKind::Corrupt, "table.backupDiffers");
    if (primary.header.alternateLba != lastLba(disk, sectorSize))
        return Error(ErrorKind::Corrupt, "table.backupNotAtEnd");
    return std::nullopt;
}

Partition partitionOf(const Entry& entry, const Header& header)
{
    if (entry.startingLba < header.firstUsableLba || entry.endingLba > header.lastUsableLba ||
        entry.startingLba > entry.endingLba)
        throw Error(ErrorKind::Refused, "table.outsideUsable",
                    {{"partition", std::uint64_t{entry.number}},
                     {"first", entry.startingLba},
                     {"last", entry.endingLba},
                     {"usableFirst", header.firstUsableLba},
                     {"usableLast", header.lastUsableLba}});
    Partition partition;
    partition.number = entry.number;
    partition.range = {GuestOffset(entry.startingLba * header.sectorSize),
                       (entry.endingLba - entry.startingLba + 1) * header.sectorSize};
    partition.type = text(entry.type);
    partition.role = roleOf(partition.type);
    partition.name = entry.name;
    partition.readOnly = (entry.attributes & readOnly) != 0;
    partition.uuid = text(entry.unique);
    return partition;
}

void refuseManaged(const Partition& partition)
{
    if (std::find(managedTypes.begin(), managedTypes.end(), partition.type) != managedTypes.end())
        throw Error(ErrorKind::Unsupported, "table.managed",
                    {{"partition", std::uint64_t{partition.number}}, {"type", partition.type}});
}

bool isPartitionOf(const Copy& copy, const mbr::Entry& entry)
{
    constexpr std::uint8_t dynamicDisk = 0x42;
    return !entry.isExtended() && entry.type != dynamicDisk && entry.sizeInLba > 0 &&
           std::any_of(copy.entries.begin(), copy.entries.end(), [&](const Entry& partition) {
               return partition.startingLba == entry.startingLba && partition.endingLba + 1 == entry.end();
           });
}

/// Linux reads the GPT and Windows the MBR where that has more than a protective entry from sector 1 on. Both mean the
/// same where each further entry is a partition of the GPT: a hybrid MBR, as Boot Camp and gdisk make it.
void refuseOtherMeaning(const mbr::BootRecord& record, const Copy& copy)
{
    const bool isProtected = std::any_of(record.entries.begin(), record.entries.end(), [](const mbr::Entry& entry) {
        return entry.isProtective() && entry.startingLba == 1 && entry.sizeInLba > 0;
    });
    const bool sameMeaning = std::all_of(record.entries.begin(), record.entries.end(), [&](const mbr::Entry& entry) {
        return entry.isEmpty() || entry.isProtective() || isPartitionOf(copy, entry);
    });
    if (!isProtected || !sameMeaning || record.hasBadBootIndicator())
        throw Error(ErrorKind::Refused, "table.twoMeanings",
                    {{"first", std::string("gpt")}, {"second", std::string("dos")}});
}

}  // namespace

bool showsPrimary(const BlockSource& disk)
{
    return std::any_of(sectorSizes.begin(), sectorSizes.end(),
                       [&](std::uint64_t size) { return hasSignature(disk, size, 1); });
}

void readTable(const BlockSource& disk, const mbr::BootRecord& record, PartitionTable& table)
{
    table.kind = PartitionTableKind::Gpt;
    const Copy copy = choose(disk, table.caution);
    const Header& header = copy.header;
    table.sectorSize = header.sectorSize;
    table.uuid = text(header.diskGuid);
    for (const Entry& entry : copy.entries)
        table.partitions.push_back(partitionOf(entry, header));
    requireDisjoint(table.partitions);
    std::for_each(table.partitions.begin(), table.partitions.end(), refuseManaged);
    refuseOtherMeaning(record, copy);
    if (!table.caution)
        table.caution = doubtOfBackup(disk, copy);
    if (table.caution)
        return;
    const GuestRange usable{GuestOffset(header.firstUsableLba * header.sectorSize),
                            (header.lastUsableLba - header.firstUsableLba + 1) * header.sectorSize};
    table.free = unpartitioned(table.partitions, usable, disk.size());
}

}  // namespace engine::gpt
