#pragma once

#include "guest/clusters/claims.h"

#include <vector>

namespace engine::clusters {

/// What a file allocation table says of one cluster.
enum class LinkKind : std::uint8_t {
    Next,      ///< the chain goes on at a cluster of the heap
    End,       ///< the last cluster of a chain
    Free,      ///< exFAT: not part of a chain
    Bad,       ///< never to be used
    Reserved,  ///< a value that the specification sets aside
    Outside,   ///< a cluster that the heap does not have
};

struct Link {
    LinkKind kind = LinkKind::Free;
    std::uint32_t next = 0;  ///< of Next
};

/// A file allocation table. Throws what its source throws.
class LinkTable {
public:
    virtual ~LinkTable() = default;
    /// @param cluster one of the heap
    virtual Link link(std::uint32_t cluster) const = 0;
    /// Where the entry lies, bytes from the start of the volume.
    virtual std::uint64_t entryOffset(std::uint32_t cluster) const noexcept = 0;
};

/// The clusters of the chain that begins at `first`, in its order; all are claimed, which also ends loops. Throws
/// Error(Corrupt, "volume.contradiction"): "first cluster" (at `owner`, the offset of what names it), "crossed cluster
/// chain" where a cluster has an owner already, "open cluster chain" where one is free, "broken cluster chain" where
/// one is bad, reserved or none; Refused "volume.tooFragmented".
std::vector<Run> followChain(const LinkTable& table, const Heap& heap, Claims& claims, std::uint32_t first,
                             std::uint64_t owner);

/// Adds to runs in ascending order, or of a chain. Throws Error(Refused, "volume.tooFragmented").
void appendCluster(std::vector<Run>& runs, std::uint32_t cluster);
std::uint64_t countClusters(const std::vector<Run>& runs) noexcept;
std::vector<VolumeRange> rangesOf(const Heap& heap, const std::vector<Run>& runs);
/// Bytes.
std::uint64_t total(const std::vector<VolumeRange>& ranges) noexcept;

}  // namespace engine::clusters
