#include "image/qcow2/l1_table.h"

#include "image/field_check.h"

#include <algorithm>

namespace engine::qcow2 {

namespace {

/// Entries that are read at once.
constexpr std::uint64_t blockEntries = 8192;

void checkL2Offset(std::uint64_t offset, const Header& header, const File& file)
{
    const std::uint64_t clusterSize = header.geometry.clusterSize();
    requireAligned("L1 entry", offset, clusterSize);
    requireInside("L1 entry", offset, clusterSize, file.length());
    const HostRange table{HostOffset(offset), clusterSize};
    const auto forbid = [&](std::string_view other, std::uint64_t start, std::uint64_t length) {
        if (!intersection(table, HostRange{HostOffset(start), length}).empty())
            throw Error(ErrorKind::Refused, "field.overlap",
                        {{"field", std::string("L1 entry")},
                         {"value", offset},
                         {"limit", start},
                         {"other", std::string(other)}});
    };
    forbid("header", 0, clusterSize);
    forbid("l1_table_offset", header.l1Offset, header.l1Bytes());
    forbid("refcount_table_offset", header.refcountTableOffset, header.refcountTableBytes());
}

void checkDistinct(std::vector<std::uint32_t> clusters, unsigned clusterBits)
{
    std::erase(clusters, 0U);
    std::sort(clusters.begin(), clusters.end());
    const auto twice = std::adjacent_find(clusters.begin(), clusters.end());
    if (twice != clusters.end())
        throw Error(ErrorKind::Refused, "qcow2.l2Shared",
                    {{"field", std::string("L1 entry")},
                     {"value", std::uint64_t{*twice} << clusterBits},
                     {"limit", std::uint64_t{1}}});
}

}  // namespace

L1Table L1Table::read(const File& file, const Header& header, std::uint64_t offset, std::uint64_t virtualSize)
{
    const Geometry& geometry = header.geometry;
    const std::uint64_t entries = divideUp(virtualSize, geometry.bytesPerL2());
    L1Table table(geometry.clusterBits);
    std::uint64_t at = offset;
    try {
        requireAtMost("host clusters", file.length() >> geometry.clusterBits, UINT32_MAX);
        table.clusters_.reserve(entries);
        for (std::uint64_t first = 0; first < entries; first += blockEntries)
            for (std::uint64_t entry : readTable(file, at, std::min(blockEntries, entries - first))) {
                entry &= entryOffsetMask;
                if (entry != 0)
                    checkL2Offset(entry, header, file);
                table.clusters_.push_back(static_cast<std::uint32_t>(entry >> geometry.clusterBits));
                at += sizeof(entry);
            }
        at = offset;
        checkDistinct(table.clusters_, geometry.clusterBits);
    } catch (const Error& error) {
        throw error.at(file.path()).at(at).during("qcow2.l1");
    }
    return table;
}

}  // namespace engine::qcow2
