#pragma once

#include "image/qcow2/directory.h"
#include "image/qcow2/header.h"
#include "storage/file.h"

#include <cstdint>
#include <map>
#include <vector>

namespace engine::lab {

/// What a host cluster of a practice image is for.
enum class HostUse : std::uint8_t {
    Free,
    Header,
    RefcountTable,
    RefcountBlock,
    L1,
    L2,
    Data,
    SnapshotTable,
    SnapshotL1,
    SnapshotL2,    ///< that no active L1 entry names
    SnapshotData,  ///< that no active L2 entry names
};

struct HostCluster {
    HostUse use = HostUse::Free;
    std::uint64_t references = 0;    ///< what the refcount has to be
    std::uint64_t guestCluster = 0;  ///< of data

    bool operator==(const HostCluster&) const = default;
};

using L2Table = std::vector<std::uint64_t>;

struct PracticeSnapshot {
    qcow2::SnapshotEntry entry;
    std::vector<std::uint64_t> l1;
};

/// All tables of a small qcow2 image without compression and extended L2 entries, in memory, as the file has them.
struct Tables {
    qcow2::Header header;
    std::uint64_t fileLength = 0;
    std::vector<std::uint64_t> l1;
    std::map<std::uint64_t, L2Table> l2;  ///< by host offset; of the active disk and of all snapshots
    std::vector<PracticeSnapshot> snapshots;
    std::vector<std::uint64_t> refcountTable;
    std::vector<std::uint64_t> refcounts;  ///< by host cluster, for every cluster of the file

    /// Throws Error as opening an image does; Unsupported "lab.image" for one that a practice never makes.
    static Tables read(const File& file);

    std::uint64_t clusterSize() const noexcept { return header.geometry.clusterSize(); }
    std::uint64_t guestClusters() const noexcept { return header.virtualSize >> header.geometry.clusterBits; }
    std::uint64_t hostClusters() const noexcept { return refcounts.size(); }
    /// Of the active disk; 0 where there is no L2 table.
    std::uint64_t entry(std::uint64_t guestCluster) const;
    /// Every host cluster of the file, and those beyond its end that something refers to.
    std::vector<HostCluster> countReferences() const;
};

}  // namespace engine::lab
