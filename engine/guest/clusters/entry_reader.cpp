#include "guest/clusters/entry_reader.h"

#include <algorithm>

namespace engine::clusters {

EntryReader::EntryReader(const BlockSource& source, std::vector<VolumeRange> ranges)
    : source_(source), ranges_(std::move(ranges))
{
}

std::optional<RawEntry> EntryReader::next()
{
    if (position_ == buffer_.size() && !fill())
        return std::nullopt;
    RawEntry entry;
    entry.offset = bufferOffset_ + position_;
    std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(position_), RawEntry::size, entry.bytes.begin());
    position_ += RawEntry::size;
    return entry;
}

bool EntryReader::fill()
{
    constexpr std::uint64_t most = 16 << 10;
    while (range_ < ranges_.size() && inRange_ == ranges_[range_].length) {
        ++range_;
        inRange_ = 0;
    }
    if (range_ == ranges_.size())
        return false;
    bufferOffset_ = ranges_[range_].start.bytes() + inRange_;
    buffer_.resize(std::min(most, ranges_[range_].length - inRange_));
    source_.read(bufferOffset_, buffer_);
    inRange_ += buffer_.size();
    position_ = 0;
    return true;
}

}  // namespace engine::clusters
