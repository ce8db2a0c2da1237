#include "guest/ext/recovered_source.h"

#include "bytes/byte_reader.h"

#include <algorithm>

namespace engine::ext {

RecoveredSource::RecoveredSource(std::shared_ptr<const BlockSource> volume, std::uint64_t blockSize, LogContent log)
    : volume_(std::move(volume)), blockSize_(blockSize), log_(std::move(log))
{
    for (const LoggedBlock& block : log_.blocks) {
        if (block.revoked)
            continue;
        if (!last_.empty() && last_.back().home == block.home)
            last_.back() = block;
        else
            last_.push_back(block);
    }
}

std::vector<std::byte> RecoveredSource::copyOf(const LoggedBlock& block) const
{
    std::vector<std::byte> bytes(blockSize_);
    volume_->read(block.place, bytes);
    if (block.escaped)
        storeBigEndian(journalMagic, bytes.data());
    return bytes;
}

void RecoveredSource::read(std::uint64_t offset, std::span<std::byte> out) const
{
    volume_->read(offset, out);
    const std::uint64_t end = offset + out.size();
    for (auto block = std::ranges::lower_bound(last_, offset / blockSize_, {}, &LoggedBlock::home);
         block != last_.end() && block->home * blockSize_ < end; ++block) {
        const std::uint64_t start = block->home * blockSize_;
        const std::uint64_t first = std::max(start, offset);
        const std::uint64_t last = std::min(start + blockSize_, end);
        const std::vector<std::byte> copy = copyOf(*block);
        std::ranges::copy(std::span(copy).subspan(first - start, last - first),
                          out.begin() + static_cast<std::ptrdiff_t>(first - offset));
    }
}

VolumeRangeSet RecoveredSource::touched() const
{
    std::vector<VolumeRange> ranges;
    for (const LoggedBlock& block : log_.blocks)
        ranges.push_back({VolumeOffset(block.home * blockSize_), blockSize_});
    for (const std::uint64_t block : log_.revoked) {
        if (block < size() / blockSize_)
            ranges.push_back({VolumeOffset(block * blockSize_), blockSize_});
    }
    return VolumeRangeSet::of(std::move(ranges));
}

void RecoveredSource::visitStates(std::uint64_t block,
                                  const std::function<void(std::span<const std::byte>)>& visit) const
{
    const auto first = std::ranges::lower_bound(log_.blocks, block, {}, &LoggedBlock::home);
    const auto last = std::ranges::upper_bound(log_.blocks, block, {}, &LoggedBlock::home);
    if (first == last)
        return;
    std::vector<std::byte> bytes(blockSize_);
    volume_->read(block * blockSize_, bytes);
    visit(bytes);
    for (auto copy = first; copy != last; ++copy)
        visit(copyOf(*copy));
}

}  // namespace engine::ext
