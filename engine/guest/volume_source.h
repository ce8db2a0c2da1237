#pragma once

#include "guest/block_source.h"
#include "guest/volume_mapping.h"

#include <atomic>
#include <memory>

namespace engine {

/// A volume cut out of its disk. Counts what is read, so that structures that lead a reader round and round end.
class VolumeSource : public BlockSource {
public:
    /// @param readLimit bytes after which reading fails; each read counts a page more than its length
    VolumeSource(std::shared_ptr<const BlockSource> disk, VolumeMapping mapping, std::uint64_t readLimit);

    std::uint64_t size() const noexcept override { return mapping_.size(); }
    void read(std::uint64_t offset, std::span<std::byte> out) const override;
    const VolumeMapping& mapping() const noexcept { return mapping_; }

private:
    std::shared_ptr<const BlockSource> disk_;
    VolumeMapping mapping_;
    std::uint64_t readLimit_;
    mutable std::atomic<std::uint64_t> read_ = 0;
};

}  // namespace engine
