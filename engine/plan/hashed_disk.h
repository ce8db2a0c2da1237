#pragma once

#include "chain/chain.h"
#include "chain/progress.h"
#include "plan/result_map.h"

#include <compare>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace engine {

/// 128 bits of XXH3 over a cluster. Whoever acts on equal hashes compares the content before the result counts.
struct ContentHash {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    auto operator<=>(const ContentHash&) const = default;
};

/// The content of a cluster that some layer stores.
struct HashedCluster {
    std::uint64_t cluster = 0;  ///< number
    ContentHash whole;          ///< as the guest reads it
    ContentHash kept;           ///< with zeros where the guest uses nothing
    std::uint16_t diskBlocks =
        0;  ///< blocks of 4 KiB (of a cluster that is smaller: clusters) of the kept content that are not zero
};

/// All content of a disk, cluster by cluster; what is not listed reads as zero. A fingerprint that can be compared with
/// those of other disks without reading any of them again.
struct HashedDisk {
    std::uint64_t virtualSize = 0;
    std::uint64_t clusterSize = 0;
    std::vector<HashedCluster> clusters;  ///< by number
};

/// The hash of a cluster of zeros.
ContentHash zeroHash(std::uint64_t clusterSize);

/// Clusters that need not be read: outside `covered` a chain reads as this disk, which was hashed before.
struct KnownContent {
    const HashedDisk& disk;
    const GuestRangeSet& covered;
};

/// Reads every cluster that a layer of the chain stores something of, once, on all processors; 48 bytes of memory each.
/// @param stored where content may be; @param free what reads as zero in `kept`
/// @param known null: nothing
/// Throws Error (Cancelled), and what reading throws.
HashedDisk hashDisk(const Chain& chain, const GuestRangeSet& stored, const GuestRangeSet& free,
                    std::uint64_t clusterSize, Progress& progress, std::stop_token stop,
                    const KnownContent* known = nullptr);

/// What an overlay of `disk` on `base` has to store. Both have one cluster size. Data and zero entries in whole
/// clusters. `zeros` and `duplicates` as in ContentFindings.
struct OverlayResult {
    ResultMap result;
    GuestRangeSet zeros;
    GuestRangeSet duplicates;
    GuestRangeSet doubtful;  ///< clusters of which hashes do not tell whether they have to be stored
    std::uint64_t dataDiskBytes = 0;
};
/// @param baseIsKept the base will hold the kept content (a new base), not the whole one (an image as it is)
/// @param partlyUsed whole clusters: where their hashes differ, what the guest uses may be equal all the same. Where it
/// is empty there are no doubts: what differs is stored
OverlayResult overlayOn(const HashedDisk& disk, const HashedDisk& base, bool baseIsKept,
                        const GuestRangeSet& partlyUsed = {});

/// Bytes that both disks have alike, not counting zeros.
std::uint64_t equalBytes(const HashedDisk& a, const HashedDisk& b);

/// A new base for some disks: for each cluster the content that most of them have, where at least two have it.
struct CommonBase {
    HashedDisk disk;  ///< `whole` and `kept` are the same
    /// Which of the disks gives each of the clusters of `disk`.
    std::vector<std::uint32_t> source;
};
CommonBase commonBase(std::span<const HashedDisk> disks);

}  // namespace engine
