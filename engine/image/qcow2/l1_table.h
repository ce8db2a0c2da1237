#pragma once

#include "image/qcow2/header.h"
#include "storage/file.h"

#include <cstdint>
#include <vector>

namespace engine::qcow2 {

/// Where the L2 tables of a disk lie (specification, "L1 table entry"). Keeps four bytes an entry, and no entry behind
/// the end of the disk. Immutable.
class L1Table {
public:
    /// Reads the entries that map `virtualSize` bytes from the table at `offset`, which a checked header or snapshot
    /// names. Throws Error(Refused): a table that is unaligned, outside the file, over the header, over another table,
    /// or named twice, which would make a walk longer than the file; more than 2^32 host clusters.
    static L1Table read(const File& file, const Header& header, std::uint64_t offset, std::uint64_t virtualSize);

    /// In the host file; 0 where there is no L2 table.
    std::uint64_t l2Offset(std::uint64_t index) const noexcept { return std::uint64_t{clusters_[index]} << clusterBits_; }
    std::uint64_t memoryBytes() const noexcept { return clusters_.size() * sizeof(clusters_[0]); }

private:
    explicit L1Table(unsigned clusterBits) : clusterBits_(clusterBits) {}

    unsigned clusterBits_;
    std::vector<std::uint32_t> clusters_;  ///< numbers of host clusters
};

}  // namespace engine::qcow2
