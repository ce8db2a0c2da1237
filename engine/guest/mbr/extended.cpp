#include "guest/mbr/extended.h"

#include "bytes/range_set.h"
#include "guest/doubt.h"
#include "image/field_check.h"

#include <algorithm>

namespace engine::mbr {

namespace {

constexpr std::size_t mostRecords = 128;

struct Run {
    std::uint64_t first;
    std::uint64_t end;
};

class Chain {
public:
    Chain(const BlockSource& disk, const Entry& extended, std::vector<Logical>& logicals)
        : disk_(disk), extended_(extended), logicals_(logicals)
    {
    }

    void read()
    {
        std::uint64_t sector = extended_.startingLba;
        for (std::size_t records = 1; sector != 0; ++records) {
            requireAtMost("extended boot records", records, mostRecords);
            sector = readRecord(sector);
        }
    }

private:
    /// The sector of the next record; 0: there is none.
    std::uint64_t readRecord(std::uint64_t sector)
    {
        // A loop comes back to a sector that is taken already.
        take({sector, sector + 1}, sector);
        const BootRecord record = readBootRecord(disk_, sector * sectorSize);
        if (!record.hasSignature && sector == extended_.startingLba && record.isEmpty())
            return 0;
        const bool sound = record.hasSignature && !record.hasBadBootIndicator() && record.entries[2].isEmpty() &&
                           record.entries[3].isEmpty();
        if (!sound)
            throw broken(sector);
        addLogical(record.entries[0], sector);
        return next(record.entries[1], sector);
    }

    void addLogical(const Entry& entry, std::uint64_t sector)
    {
        if (entry.isEmpty())
            return;
        if (entry.isExtended() || entry.type == 0 || entry.sizeInLba == 0 || entry.startingLba == 0)
            throw broken(sector);
        const std::uint64_t first = sector + entry.startingLba;
        take({first, first + entry.sizeInLba}, sector);
        logicals_.push_back({entry.type, first, entry.sizeInLba});
    }

    std::uint64_t next(const Entry& entry, std::uint64_t sector) const
    {
        if (entry.isEmpty())
            return 0;
        if (!entry.isExtended() || entry.sizeInLba == 0 || entry.startingLba == 0)
            throw broken(sector);
        return std::uint64_t{extended_.startingLba} + entry.startingLba;
    }

    void take(Run run, std::uint64_t record)
    {
        const bool inside = run.first >= extended_.startingLba && run.end <= extended_.end();
        const bool overlaps = std::any_of(taken_.begin(), taken_.end(),
                                          [&](Run other) { return run.first < other.end && other.first < run.end; });
        if (!inside || overlaps)
            throw broken(record);
        taken_.push_back(run);
    }

    static Error broken(std::uint64_t sector) { return contradiction("extended boot record", sector * sectorSize); }

    const BlockSource& disk_;
    const Entry& extended_;
    std::vector<Logical>& logicals_;
    std::vector<Run> taken_;
};

}  // namespace

void readLogicals(const BlockSource& disk, const Entry& extended, std::vector<Logical>& logicals)
{
    Chain(disk, extended, logicals).read();
}

}  // namespace engine::mbr
