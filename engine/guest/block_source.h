#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace engine {

/// The bytes of a disk or a volume as its guest sees them, read-only. All that a guest reader knows of the world: no
/// format, no file, no layer. `read` may be called from several threads.
class BlockSource {
public:
    virtual ~BlockSource() = default;

    /// In bytes.
    virtual std::uint64_t size() const noexcept = 0;

    /// Fills `out` from `offset`. Throws Error: Refused "volume.outside" where the range is not inside the size,
    /// Refused "volume.readLimit" where more was read than a sound volume can need; what reading an image throws;
    /// Cancelled.
    virtual void read(std::uint64_t offset, std::span<std::byte> out) const = 0;
};

}  // namespace engine
