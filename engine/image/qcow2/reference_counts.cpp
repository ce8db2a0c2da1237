#include "image/qcow2/reference_counts.h"

#include <algorithm>

namespace engine::qcow2 {

namespace {

/// A node of a map and its share of the buckets.
constexpr std::uint64_t nodeBytes = 32;

}  // namespace

ReferenceCounts::Page& ReferenceCounts::findPage(std::uint64_t index)
{
    const auto found = pages_.find(index);
    if (found != pages_.end())
        return *found->second;
    budget_.take(sizeof(Page) + nodeBytes);
    return *pages_.emplace(index, std::make_unique<Page>()).first->second;
}

void ReferenceCounts::carry(std::uint64_t cluster, std::uint64_t references, std::uint64_t copied,
                            std::uint64_t uncopied)
{
    const auto [found, isNew] = carried_.try_emplace(cluster);
    if (isNew)
        budget_.take(sizeof(ClusterReferences) + nodeBytes);
    found->second.references += references & ~referencesMask;
    found->second.copied += copied & ~flagCountMask;
    found->second.uncopied += uncopied & ~flagCountMask;
}

void ReferenceCounts::addCarried(std::uint64_t cluster, ClusterReferences& found) const
{
    const auto carried = carried_.find(cluster);
    if (carried == carried_.end())
        return;
    found.references += carried->second.references;
    found.copied += carried->second.copied;
    found.uncopied += carried->second.uncopied;
}

ClusterReferences ReferenceCounts::at(std::uint64_t cluster) const
{
    const auto page = pages_.find(cluster >> pageBits);
    return page == pages_.end() ? ClusterReferences{} : at(cluster, (*page->second)[cluster & (pageClusters - 1)]);
}

std::vector<ReferenceCounts::PlacedPage> ReferenceCounts::pages() const
{
    std::vector<PlacedPage> placed;
    placed.reserve(pages_.size());
    for (const auto& [index, page] : pages_)
        placed.push_back({index << pageBits, page.get()});
    std::sort(placed.begin(), placed.end(),
              [](const PlacedPage& a, const PlacedPage& b) { return a.firstCluster < b.firstCluster; });
    return placed;
}

}  // namespace engine::qcow2
