#include "image/qcow2/table_sweep.h"

#include "bytes/checked.h"
#include "image/image.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace engine::qcow2 {

namespace {

constexpr std::uint64_t chunkBytes = 1 << 20;
/// No table starts elsewhere: the lower bits of an entry are not part of its offset.
constexpr std::uint64_t tableAlignment = 512;

bool allZero(std::span<const std::byte> bytes)
{
    return bytes.empty() ||
           (bytes.front() == std::byte{0} && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

/// Reads parts front to back. A part of zeros makes it ask where data comes next, so that a sparse file costs one
/// question a hole, and an ordinary file none.
class PartReader {
public:
    PartReader(const File& file, const std::stop_token& stop, const TableVisitor& visit, std::uint64_t longest)
        : file_(file), stop_(stop), visit_(visit), buffer_(std::min(longest, chunkBytes))
    {
    }

    void read(std::uint64_t start, std::uint64_t end, const TableUse& use)
    {
        // An entry that the end of the file cuts reads on as zeros.
        end = std::min(end, divideUp(file_.length(), tableAlignment) * tableAlignment);
        while (start < end) {
            throwIfStopped(stop_);
            start = std::max(start, alignDown(nextData_, tableAlignment));
            if (start >= end)
                return;
            const std::span part = std::span(buffer_).first(std::min<std::uint64_t>(end - start, buffer_.size()));
            file_.readPadded(start, part);
            if (allZero(part))
                nextData_ = file_.nextData(start + part.size());
            else
                visit_(part, start, use);
            start += part.size();
        }
    }

private:
    const File& file_;
    const std::stop_token& stop_;
    const TableVisitor& visit_;
    std::vector<std::byte> buffer_;
    std::uint64_t nextData_ = 0;
};

}  // namespace

void mergeEqualTables(std::vector<UsedTable>& tables)
{
    std::sort(tables.begin(), tables.end(), [](const UsedTable& a, const UsedTable& b) {
        return std::tie(a.start, a.end) < std::tie(b.start, b.end);
    });
    std::size_t kept = 0;
    for (const UsedTable& table : tables) {
        if (kept > 0 && tables[kept - 1].start == table.start && tables[kept - 1].end == table.end)
            tables[kept - 1].use += table.use;
        else
            tables[kept++] = table;
    }
    tables.resize(kept);
}

void readTables(const File& file, std::span<const UsedTable> tables, const std::stop_token& stop,
                const TableVisitor& visit)
{
    std::uint64_t longest = 0;
    for (const UsedTable& table : tables)
        longest = std::max(longest, table.end - table.start);
    PartReader reader(file, stop, visit, longest);
    sweepTables(tables, [&reader](std::uint64_t start, std::uint64_t end, const TableUse& use) {
        reader.read(start, end, use);
    });
}

}  // namespace engine::qcow2
