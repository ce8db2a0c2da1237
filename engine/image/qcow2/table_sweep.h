#pragma once

#include "storage/file.h"

#include <cstdint>
#include <functional>
#include <queue>
#include <span>
#include <stop_token>
#include <vector>

namespace engine::qcow2 {

/// How many others name a table. Counts of references add up, so a table that many name is read once.
struct TableUse {
    std::uint32_t active = 0;  ///< of the active state, or of the file itself
    std::uint32_t copied = 0;  ///< of those, how many whose entries are to be checked for OFLAG_COPIED
    std::uint64_t snapshots = 0;

    std::uint64_t total() const noexcept { return active + snapshots; }
    TableUse& operator+=(const TableUse& other) noexcept
    {
        active += other.active;
        copied += other.copied;
        snapshots += other.snapshots;
        return *this;
    }
    TableUse& operator-=(const TableUse& other) noexcept
    {
        active -= other.active;
        copied -= other.copied;
        snapshots -= other.snapshots;
        return *this;
    }
};

/// A table in the file, in bytes.
struct UsedTable {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    TableUse use;
};

/// Sorts by place and makes one of those that name the same bytes.
void mergeEqualTables(std::vector<UsedTable>& tables);

/// Calls visit(start, end, use) for consecutive parts of the union of the tables, each part once, with the sum of what
/// uses it: tables of a hostile image overlap. @param tables sorted as mergeEqualTables does
template <class Visit>
void sweepTables(std::span<const UsedTable> tables, Visit&& visit)
{
    const auto later = [tables](std::size_t a, std::size_t b) { return tables[a].end > tables[b].end; };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> open(later);
    TableUse use;
    std::uint64_t position = 0;
    for (std::size_t next = 0; next < tables.size() || !open.empty();) {
        if (open.empty())
            position = tables[next].start;
        for (; next < tables.size() && tables[next].start <= position; ++next) {
            open.push(next);
            use += tables[next].use;
        }
        std::uint64_t end = tables[open.top()].end;
        if (next < tables.size() && tables[next].start < end)
            end = tables[next].start;
        visit(position, end, use);
        for (position = end; !open.empty() && tables[open.top()].end <= position; open.pop())
            use -= tables[open.top()].use;
    }
}

/// Gets bytes of tables, their offset in the file, and the use of all of them. Never bytes that are known to be zero.
using TableVisitor = std::function<void(std::span<const std::byte>, std::uint64_t, const TableUse&)>;

/// Sweeps the tables and reads each part once; holes are not read, and what lies beyond the end of the file is zero.
/// Starts, ends and the sizes of entries are such that no part cuts an entry. Throws Error (Io, Cancelled).
void readTables(const File& file, std::span<const UsedTable> tables, const std::stop_token& stop,
                const TableVisitor& visit);

}  // namespace engine::qcow2
