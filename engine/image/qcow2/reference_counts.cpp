#include "image/qcow2/reference_counts.h"

#include <algorithm>

namespace engine::qcow2 {

namespace {

/// A node of a map and its share of the buckets.
constexpr std::uint64_t nodeBytes = 32;

void moveAllButOne(std::uint64_t& from, std::uint64_t& to, std::uint64_t limit)
{
    if (from <= limit)
        return;
    to += from - 1;
    from = 1;
}

}  // namespace

ReferenceCounts::Page& ReferenceCounts::findOrAddPage(std::uint64_t index)
{
    if (index < nearPages && index >= near_.size()) {
        const std::uint64_t size = std::min(nearPages, std::max(index + 1, std::uint64_t{near_.size()} * 2));
        budget_.take((size - near_.size()) * sizeof(near_.front()));
        near_.resize(size);
    }
    std::unique_ptr<Page>& page = index < nearPages ? near_[index] : far_[index];
    if (page == nullptr) {
        budget_.take(sizeof(Page) + nodeBytes);
        page = std::make_unique<Page>();
    }
    return *page;
}

const ReferenceCounts::Page* ReferenceCounts::pageIfAny(std::uint64_t index) const
{
    if (index < nearPages)
        return index < near_.size() ? near_[index].get() : nullptr;
    const auto found = far_.find(index);
    return found == far_.end() ? nullptr : found->second.get();
}

void ReferenceCounts::carry(std::uint64_t cluster, std::uint64_t& references, std::uint64_t& copied,
                            std::uint64_t& uncopied)
{
    const auto [found, isNew] = carried_.try_emplace(cluster);
    if (isNew)
        budget_.take(sizeof(ClusterReferences) + nodeBytes);
    moveAllButOne(references, found->second.references, referencesMask);
    moveAllButOne(copied, found->second.copied, flagCountMask);
    moveAllButOne(uncopied, found->second.uncopied, flagCountMask);
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
    const Page* page = pageIfAny(cluster >> pageBits);
    return page == nullptr ? ClusterReferences{} : at(cluster, (*page)[cluster & (pageClusters - 1)]);
}

std::vector<ReferenceCounts::PlacedPage> ReferenceCounts::pages() const
{
    std::vector<PlacedPage> placed;
    for (std::uint64_t index = 0; index < near_.size(); ++index)
        if (near_[index] != nullptr)
            placed.push_back({index << pageBits, near_[index].get()});
    for (const auto& [index, page] : far_)
        placed.push_back({index << pageBits, page.get()});
    std::sort(placed.begin(), placed.end(),
              [](const PlacedPage& a, const PlacedPage& b) { return a.firstCluster < b.firstCluster; });
    return placed;
}

}  // namespace engine::qcow2
