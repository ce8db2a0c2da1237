#pragma once

#include "bytes/offsets.h"
#include "image/qcow2/entries.h"
#include "plan/qcow2_walk.h"
#include "plan/result_map.h"
#include "plan/shared_clusters.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace engine {

struct Qcow2Options {
    std::optional<qcow2::CompressionType> compression;  ///< nothing: no cluster may be compressed
    std::string backingName;                            ///< as the header will spell it; empty: none
    std::string backingFormat;                          ///< as qemu-img spells it
};

/// Where every byte of a new qcow2 image (version 3, 16-bit refcounts) lies, for the one who predicts and for the one
/// who writes. In this order: header, refcount table, refcount blocks, L1 table, L2 tables, data clusters, compressed
/// clusters; all but the last in guest order, so that a reader goes forward. L2 tables only where they hold an entry.
/// Takes time and memory by the ranges of the map (and 4 bytes for each compressed cluster), not by clusters.
/// Immutable; may be used from several threads.
class Qcow2Layout {
public:
    /// Throws Error: Refused "layout.diskTooLarge", "layout.fileTooLarge", "layout.nameTooLong", or a code of
    /// field_check.h, where qcow2 has no room for it; InvalidArgument "plan.inconsistent" where the map contradicts its
    /// own contract.
    Qcow2Layout(ResultMap map, Qcow2Options options);

    const ResultMap& map() const noexcept { return map_; }
    const Qcow2Options& options() const noexcept { return options_; }
    const qcow2::Geometry& geometry() const noexcept { return geometry_; }

    /// Bytes that the file will have; whole clusters.
    std::uint64_t fileLength() const noexcept { return totalClusters_ << geometry_.clusterBits; }
    /// Bytes of header and tables.
    std::uint64_t metadataBytes() const noexcept { return dataStart().bytes(); }
    /// Guest bytes whose content is stored, shared ones once.
    std::uint64_t contentBytes() const noexcept { return contentBytes_; }

    /// Everything in guest order, with its place. The layout outlives the walk.
    Qcow2Walk walk() const { return {map_, shared_, dataStart(), streamStart()}; }

    /// The first bytes of the file; what follows in the first cluster is zeros.
    std::vector<std::byte> header() const;

    /// Gets consecutive parts of the file; may throw.
    using TableVisitor = std::function<void(HostOffset, std::span<const std::byte>)>;
    /// All tables, from the end of the first cluster to `metadataBytes`, in order, in parts of at most 1 MiB.
    void visitTables(const TableVisitor& visit) const;

private:
    friend class Qcow2Tables;

    struct TableRun {
        std::uint64_t first = 0;  ///< index in the L1 table
        std::uint64_t count = 0;
    };

    void checkMap() const;
    void checkRanges(std::string_view field, const GuestRangeSet& set, std::uint64_t unit) const;
    void measure();
    void addTables(const Qcow2Piece& piece);
    void place();
    void checkLimits() const;

    HostOffset cluster(std::uint64_t index) const { return HostOffset(index << geometry_.clusterBits); }
    HostOffset refcountTableStart() const { return cluster(1); }
    HostOffset refcountBlocksStart() const { return cluster(1 + refcountTableClusters_); }
    HostOffset l1Start() const { return refcountBlocksStart() + (refcountBlocks_ << geometry_.clusterBits); }
    HostOffset l2Start() const { return l1Start() + (l1Clusters_ << geometry_.clusterBits); }
    HostOffset dataStart() const { return l2Start() + (l2Tables_ << geometry_.clusterBits); }
    HostOffset streamStart() const { return dataStart() + (dataClusters_ << geometry_.clusterBits); }

    ResultMap map_;
    Qcow2Options options_;
    qcow2::Geometry geometry_;
    SharedClusters shared_;
    std::vector<TableRun> tableRuns_;
    std::uint64_t contentBytes_ = 0;
    std::uint64_t l1Entries_ = 0;
    std::uint64_t refcountTableClusters_ = 0;
    std::uint64_t refcountBlocks_ = 0;
    std::uint64_t l1Clusters_ = 0;
    std::uint64_t l2Tables_ = 0;
    std::uint64_t dataClusters_ = 0;
    std::uint64_t streamBytes_ = 0;
    std::uint64_t totalClusters_ = 0;
};

}  // namespace engine
