#pragma once

#include "bytes/range_set.h"
#include "guest/block_source.h"

#include <memory>
#include <vector>

namespace engine {

/// Several disks one behind the other, the first one at 0.
class JoinedDisks : public BlockSource {
public:
    explicit JoinedDisks(std::shared_ptr<const BlockSource> first) { add(std::move(first)); }
    /// Throws Error(Refused, "volume.outside") where all together are larger than can be addressed.
    void add(std::shared_ptr<const BlockSource> disk);

    /// Of the disk that was added last.
    std::uint64_t lastStart() const noexcept { return starts_.back(); }
    std::uint64_t size() const noexcept override { return size_; }
    void read(std::uint64_t offset, std::span<std::byte> out) const override;

private:
    std::vector<std::shared_ptr<const BlockSource>> disks_;
    std::vector<std::uint64_t> starts_;
    std::uint64_t size_ = 0;
};

/// Where physical volumes of LVM2 are on a disk: the whole of it, or partitions of a table that is trusted. Throws what
/// the source throws.
std::vector<GuestRange> physicalVolumesOn(const std::shared_ptr<const BlockSource>& disk);

}  // namespace engine
