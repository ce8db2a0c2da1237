#pragma once

#include "image/qcow2/memory_budget.h"

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace engine::qcow2 {

/// Who refers to a host cluster; a bit set.
enum class ReferencedBy : unsigned {
    Nobody = 0,
    Metadata = 1,  ///< the cluster is a structure of the file or of the active state
    Active = 2,    ///< content of the active state
    Snapshot = 4,  ///< content or tables of an internal snapshot
};

constexpr ReferencedBy operator|(ReferencedBy a, ReferencedBy b) noexcept
{
    return static_cast<ReferencedBy>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool includes(ReferencedBy set, ReferencedBy part) noexcept
{
    return (static_cast<unsigned>(set) & static_cast<unsigned>(part)) != 0;
}

/// What is known of one host cluster, or what is added to it.
struct ClusterReferences {
    std::uint64_t references = 0;
    /// Entries of the active state that name the cluster with OFLAG_COPIED, and those without. An entry that names no
    /// valid place has these and no reference.
    std::uint64_t copied = 0;
    std::uint64_t uncopied = 0;
    ReferencedBy by = ReferencedBy::Nobody;

    bool operator==(const ClusterReferences&) const noexcept = default;
};

/// References per host cluster, two bytes each, in pages that exist where something refers to. What does not fit in
/// the two bytes is carried into a map.
class ReferenceCounts {
public:
    static constexpr unsigned pageBits = 10;
    static constexpr std::uint64_t pageClusters = 1ULL << pageBits;
    using Cell = std::uint16_t;
    using Page = std::array<Cell, pageClusters>;
    struct PlacedPage {
        std::uint64_t firstCluster = 0;
        const Page* cells = nullptr;
    };

    /// The budget outlives the counts.
    explicit ReferenceCounts(MemoryBudget& budget) : budget_(budget) {}

    /// Throws Error(Refused, "memory.budget").
    void add(std::uint64_t cluster, const ClusterReferences& more)
    {
        Cell& cell = pageOf(cluster)[cluster & (pageClusters - 1)];
        std::uint64_t references = (cell & referencesMask) + more.references;
        std::uint64_t copied = ((cell >> copiedShift) & flagCountMask) + more.copied;
        std::uint64_t uncopied = ((cell >> uncopiedShift) & flagCountMask) + more.uncopied;
        if (references > referencesMask || copied > flagCountMask || uncopied > flagCountMask)
            carry(cluster, references, copied, uncopied);
        cell = static_cast<Cell>(references | copied << copiedShift | uncopied << uncopiedShift | (cell & byMask) |
                                 static_cast<unsigned>(more.by) << byShift);
    }

    ClusterReferences at(std::uint64_t cluster) const;
    /// The same, from the cell that a page holds for the cluster.
    ClusterReferences at(std::uint64_t cluster, Cell cell) const
    {
        ClusterReferences found{cell & referencesMask, (cell >> copiedShift) & flagCountMask,
                                (cell >> uncopiedShift) & flagCountMask, static_cast<ReferencedBy>(cell >> byShift)};
        if (!carried_.empty())
            addCarried(cluster, found);
        return found;
    }
    /// In the order of their clusters; valid until the next `add`.
    std::vector<PlacedPage> pages() const;

private:
    // Low to high: 7 bits of references, 3 of copied, 3 of uncopied, 3 of ReferencedBy.
    static constexpr unsigned copiedShift = 7;
    static constexpr unsigned uncopiedShift = 10;
    static constexpr unsigned byShift = 13;
    static constexpr std::uint64_t referencesMask = 0x7f;
    static constexpr std::uint64_t flagCountMask = 7;
    static constexpr unsigned byMask = 0xe000;

    Page& pageOf(std::uint64_t cluster)
    {
        const std::uint64_t index = cluster >> pageBits;
        if (index != lastIndex_) {
            last_ = &findPage(index);
            lastIndex_ = index;
        }
        return *last_;
    }
    Page& findPage(std::uint64_t index)
    {
        return index < near_.size() && near_[index] != nullptr ? *near_[index] : findOrAddPage(index);
    }
    Page& findOrAddPage(std::uint64_t index);
    const Page* pageIfAny(std::uint64_t index) const;
    /// Leaves what fits the cell, and never nothing: a cell of 0 means that nothing was added.
    void carry(std::uint64_t cluster, std::uint64_t& references, std::uint64_t& copied, std::uint64_t& uncopied);
    void addCarried(std::uint64_t cluster, ClusterReferences& found) const;

    /// Pages below this are found by their index: 2^28 clusters, 16 TiB of 64 KiB.
    static constexpr std::uint64_t nearPages = 1 << 18;

    MemoryBudget& budget_;
    std::vector<std::unique_ptr<Page>> near_;
    std::unordered_map<std::uint64_t, std::unique_ptr<Page>> far_;
    std::unordered_map<std::uint64_t, ClusterReferences> carried_;
    std::uint64_t lastIndex_ = UINT64_MAX;
    Page* last_ = nullptr;
};

}  // namespace engine::qcow2
