#include "work/lab/tables.h"

#include "bytes/error.h"
#include "image/qcow2/refcounts.h"

#include <algorithm>

namespace engine::lab {

using qcow2::entryOffsetMask;

namespace {

/// A chain of 256 clusters with all its snapshots stays far below it.
constexpr std::uint64_t mostHostClusters = 8192;

class Counter {
public:
    explicit Counter(const Tables& tables) : tables_(tables), clusters_(tables.hostClusters()) {}

    void add(std::uint64_t offset, HostUse use, std::uint64_t guestCluster = 0)
    {
        const std::uint64_t cluster = offset / tables_.clusterSize();
        if (cluster >= mostHostClusters)
            throw Error(ErrorKind::Unsupported, "lab.image");
        if (cluster >= clusters_.size())
            clusters_.resize(cluster + 1);
        if (clusters_[cluster].references++ == 0) {
            clusters_[cluster].use = use;
            clusters_[cluster].guestCluster = guestCluster;
        }
    }

    void addDisk(const std::vector<std::uint64_t>& l1, HostUse l2Use, HostUse dataUse)
    {
        for (std::uint64_t index = 0; index < l1.size(); ++index) {
            const std::uint64_t table = l1[index] & entryOffsetMask;
            if (table == 0)
                continue;
            add(table, l2Use);
            const L2Table& entries = tables_.l2.at(table);
            for (std::uint64_t at = 0; at < entries.size(); ++at) {
                if ((entries[at] & entryOffsetMask) != 0)
                    add(entries[at] & entryOffsetMask, dataUse, index * entries.size() + at);
            }
        }
    }

    std::vector<HostCluster> take() { return std::move(clusters_); }

private:
    const Tables& tables_;
    std::vector<HostCluster> clusters_;
};

void readL2Tables(const File& file, const std::vector<std::uint64_t>& l1, Tables& tables)
{
    for (const std::uint64_t entry : l1) {
        const std::uint64_t offset = entry & entryOffsetMask;
        if (offset != 0 && !tables.l2.contains(offset))
            tables.l2[offset] = qcow2::readTable(file, offset, tables.header.geometry.l2Entries());
    }
}

void readRefcounts(const File& file, Tables& tables)
{
    const qcow2::RefcountTable table(file, tables.header);
    tables.refcountTable.assign(table.entries().begin(), table.entries().end());
    tables.refcounts.resize(divideUp(file.length(), tables.clusterSize()));
    std::vector<std::byte> block(tables.clusterSize());
    for (std::uint64_t first = 0; first < tables.refcounts.size(); first += table.clustersPerBlock()) {
        const std::uint64_t offset = table.blockOffset(table.blockOf(first));
        if (offset == 0)
            continue;
        file.read(offset, block);
        const std::uint64_t count = std::min(table.clustersPerBlock(), tables.refcounts.size() - first);
        qcow2::decodeRefcounts(block, 0, tables.header.geometry.refcountOrder,
                               std::span(tables.refcounts).subspan(first, count));
    }
}

}  // namespace

Tables Tables::read(const File& file)
{
    Tables tables;
    tables.header = qcow2::readHeader(file);
    tables.fileLength = file.length();
    const qcow2::Header& header = tables.header;
    if (header.version != 3 || header.incompatible != 0 || header.geometry.extendedL2 ||
        divideUp(file.length(), tables.clusterSize()) > mostHostClusters)
        throw Error(ErrorKind::Unsupported, "lab.image").at(file.path());
    tables.l1 = qcow2::readTable(file, header.l1Offset, header.l1Entries);
    readL2Tables(file, tables.l1, tables);
    for (qcow2::SnapshotEntry& entry : qcow2::readSnapshots(file, header).entries) {
        tables.snapshots.push_back({entry, qcow2::readTable(file, entry.l1Offset, entry.l1Entries)});
        readL2Tables(file, tables.snapshots.back().l1, tables);
    }
    readRefcounts(file, tables);
    return tables;
}

std::uint64_t Tables::entry(std::uint64_t guestCluster) const
{
    const std::uint64_t perTable = header.geometry.l2Entries();
    const auto table = l2.find(l1.at(guestCluster / perTable) & entryOffsetMask);
    return table == l2.end() ? 0 : table->second.at(guestCluster % perTable);
}

std::vector<HostCluster> Tables::countReferences() const
{
    Counter counter(*this);
    counter.add(0, HostUse::Header);
    for (std::uint64_t cluster = 0; cluster < header.refcountTableClusters; ++cluster)
        counter.add(header.refcountTableOffset + cluster * clusterSize(), HostUse::RefcountTable);
    for (const std::uint64_t block : refcountTable) {
        if (block != 0)
            counter.add(block, HostUse::RefcountBlock);
    }
    for (std::uint64_t at = 0; at < divideUp(header.l1Bytes(), clusterSize()); ++at)
        counter.add(header.l1Offset + at * clusterSize(), HostUse::L1);
    counter.addDisk(l1, HostUse::L2, HostUse::Data);
    if (!snapshots.empty())
        counter.add(header.snapshotsOffset, HostUse::SnapshotTable);
    for (const PracticeSnapshot& snapshot : snapshots) {
        for (std::uint64_t at = 0; at < divideUp(snapshot.l1.size() * 8, clusterSize()); ++at)
            counter.add(snapshot.entry.l1Offset + at * clusterSize(), HostUse::SnapshotL1);
        counter.addDisk(snapshot.l1, HostUse::SnapshotL2, HostUse::SnapshotData);
    }
    return counter.take();
}

}  // namespace engine::lab
