#pragma once

#include "chain/chain.h"
#include "guest/block_source.h"

#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <unordered_map>

namespace engine {

/// The disk that a chain shows its guest. Small reads go through a cache of a few MiB: file systems read metadata in
/// pieces that lie together.
class ChainSource : public BlockSource {
public:
    /// `chain` is complete and outlives the source. Reading throws Error(Cancelled) once a stop was requested.
    ChainSource(const Chain& chain, std::stop_token stop);

    std::uint64_t size() const noexcept override { return chain_.virtualSize(); }
    void read(std::uint64_t offset, std::span<std::byte> out) const override;

private:
    using Block = std::vector<std::byte>;
    std::shared_ptr<const Block> block(std::uint64_t index) const;

    const Chain& chain_;
    std::stop_token stop_;
    mutable std::mutex mutex_;
    /// Newest first.
    mutable std::list<std::pair<std::uint64_t, std::shared_ptr<const Block>>> recent_;
    mutable std::unordered_map<std::uint64_t, decltype(recent_)::iterator> places_;
};

/// A source that owns its chain, for disks beside the one that is read.
std::shared_ptr<const BlockSource> ownedSource(Chain chain, std::stop_token stop);

}  // namespace engine
