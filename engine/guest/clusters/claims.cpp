#include "guest/clusters/claims.h"

#include <algorithm>

namespace engine::clusters {

namespace {

/// Calls visit(word index, mask) for the words that hold the run's bits.
template <class Visit>
void visitWords(Run run, std::uint32_t wordBits, Visit&& visit)
{
    std::uint64_t bit = run.first;
    const std::uint64_t end = bit + run.count;
    while (bit < end) {
        const std::uint64_t inWord = bit % wordBits;
        const std::uint64_t length = std::min(end - bit, wordBits - inWord);
        const std::uint64_t ones = length == wordBits ? UINT64_MAX : (std::uint64_t{1} << length) - 1;
        visit(static_cast<std::uint32_t>(bit / wordBits), ones << inWord);
        bit += length;
    }
}

}  // namespace

bool Claims::claim(Run run)
{
    bool fresh = true;
    visitWords(run, wordBits, [&](std::uint32_t word, std::uint64_t mask) {
        if (const std::uint32_t index = word / pageWords; index != recentIndex_ || !recent_) {
            auto& page = pages_[index];
            if (!page)
                page = std::make_unique<Page>();
            recentIndex_ = index;
            recent_ = page.get();
        }
        std::uint64_t& bits = (*recent_)[word % pageWords];
        fresh = fresh && (bits & mask) == 0;
        bits |= mask;
    });
    return fresh;
}

bool Claims::overlaps(Run run) const
{
    bool found = false;
    visitWords(run, wordBits, [&](std::uint32_t word, std::uint64_t mask) {
        const auto page = pages_.find(word / pageWords);
        found = found || (page != pages_.end() && ((*page->second)[word % pageWords] & mask) != 0);
    });
    return found;
}

}  // namespace engine::clusters
