#include "guest/chain_source.h"

#include "bytes/checked.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::uint64_t blockSize = 64 << 10;
constexpr std::size_t mostBlocks = 64;

/// Bases are made before members, so that the chain is there when its source is.
struct ChainHolder {
    Chain held;
};

class OwnedSource : private ChainHolder, public ChainSource {
public:
    OwnedSource(Chain chain, std::stop_token stop)
        : ChainHolder{std::move(chain)}, ChainSource(held, std::move(stop))
    {
    }
};

}  // namespace

ChainSource::ChainSource(const Chain& chain, std::stop_token stop) : chain_(chain), stop_(std::move(stop)) {}

void ChainSource::read(std::uint64_t offset, std::span<std::byte> out) const
{
    throwIfStopped(stop_);
    if (!fits(offset, out.size(), size()))
        throw Error(ErrorKind::Refused, "volume.outside",
                    {{"value", offset}, {"length", std::uint64_t{out.size()}}, {"limit", size()}});
    if (out.size() >= blockSize) {
        chain_.read(GuestOffset(offset), out);
        return;
    }
    while (!out.empty()) {
        const std::uint64_t inside = offset % blockSize;
        const auto cached = block(offset / blockSize);
        const std::size_t length = std::min<std::size_t>(out.size(), cached->size() - inside);
        std::copy_n(cached->begin() + static_cast<std::ptrdiff_t>(inside), length, out.begin());
        out = out.subspan(length);
        offset += length;
    }
}

std::shared_ptr<const ChainSource::Block> ChainSource::block(std::uint64_t index) const
{
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = places_.find(index); found != places_.end()) {
            recent_.splice(recent_.begin(), recent_, found->second);
            return found->second->second;
        }
    }
    const GuestOffset start(index * blockSize);
    auto fresh = std::make_shared<Block>(std::min(blockSize, size() - start.bytes()));
    chain_.read(start, *fresh);

    const std::lock_guard lock(mutex_);
    if (places_.contains(index))
        return fresh;
    recent_.emplace_front(index, fresh);
    places_[index] = recent_.begin();
    if (recent_.size() > mostBlocks) {
        places_.erase(recent_.back().first);
        recent_.pop_back();
    }
    return fresh;
}

std::shared_ptr<const BlockSource> ownedSource(Chain chain, std::stop_token stop)
{
    chain.requireComplete();
    return std::make_shared<OwnedSource>(std::move(chain), std::move(stop));
}

}  // namespace engine
