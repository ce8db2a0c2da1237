#pragma once

#include "guest/clusters/heap.h"

#include <array>
#include <memory>
#include <unordered_map>

namespace engine::clusters {

/// Which clusters have an owner. A bit a cluster, in pages that exist once a cluster of them is claimed.
class Claims {
public:
    /// False where one of them has an owner already.
    bool claim(Run run);
    bool overlaps(Run run) const;

private:
    static constexpr std::uint32_t wordBits = 64;
    static constexpr std::uint32_t pageWords = 512;
    using Page = std::array<std::uint64_t, pageWords>;

    std::unordered_map<std::uint32_t, std::unique_ptr<Page>> pages_;
    /// The page that was claimed from last.
    std::uint32_t recentIndex_ = UINT32_MAX;
    Page* recent_ = nullptr;
};

}  // namespace engine::clusters
