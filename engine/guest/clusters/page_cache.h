#pragma once

#include "guest/block_source.h"

#include <memory>
#include <vector>

namespace engine::clusters {

/// Small reads that jump about, out of at most 4 MiB of pages. Used by one thread at a time.
class PageCache {
public:
    explicit PageCache(std::shared_ptr<const BlockSource> source) : source_(std::move(source)), slots_(slotCount) {}

    /// As BlockSource::read.
    void read(std::uint64_t offset, std::span<std::byte> out);

private:
    static constexpr std::uint64_t pageSize = 16 << 10;
    static constexpr std::size_t slotCount = 256;
    struct Slot {
        std::uint64_t page = UINT64_MAX;
        std::vector<std::byte> bytes;
    };
    const Slot& slotOf(std::uint64_t page);

    std::shared_ptr<const BlockSource> source_;
    /// A page has one place only, which a later page takes.
    std::vector<Slot> slots_;
};

}  // namespace engine::clusters
