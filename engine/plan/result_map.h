#pragma once

#include "bytes/range_set.h"
#include "chain/chain.h"

#include <cstdint>
#include <vector>

namespace engine {

/// What a new image will hold, whatever its format: guest ranges in whole units of allocation. The end of the disk ends
/// a unit. What is in neither set is left unallocated: it shows the backing image, or zeros without one.
struct ResultMap {
    std::uint64_t virtualSize = 0;  ///< bytes, whole sectors
    std::uint64_t clusterSize = 0;  ///< bytes
    bool extendedL2 = false;        ///< the unit is then 1/32 of a cluster
    GuestRangeSet data;             ///< stored
    GuestRangeSet zero;             ///< reads as zero, hides the backing image; disjoint from `data`
    GuestRangeSet solid;            ///< what of `data` is known to have no block of 4 KiB of zeros: nothing that
                                    ///< could stay a hole of the file
    /// One a cluster that `data` touches, in guest order: the bytes that it takes compressed, 0 where it is stored as
    /// it is. Empty: nothing is compressed. With compression `data` is made of whole clusters.
    std::vector<std::uint32_t> compressedLengths;
    /// Clusters (by number) that share the host cluster of an earlier, equal one: first the cluster, then the earlier
    /// one; sorted by the first. Only without compression and extended L2.
    std::vector<std::pair<std::uint64_t, std::uint64_t>> sharedClusters;

    std::uint64_t unit() const noexcept { return extendedL2 ? clusterSize / 32 : clusterSize; }
};

/// The content of a new image: what its guest will read.
class ContentSource {
public:
    virtual ~ContentSource() = default;
    /// Fills `out` from `offset`, inside the virtual size. May be called from several threads. Throws Error.
    virtual void read(GuestOffset offset, std::span<std::byte> out) const = 0;
    /// Where the content is stored unchanged: gets all parts of a range inside the virtual size, in order. May be
    /// called from several threads. Throws Error, and what `visit` throws.
    virtual void visitStored(GuestRange range, const StoredRunVisitor& visit) const { visit({range, nullptr, {}}); }
};

}  // namespace engine
