#pragma once

#include "bytes/error.h"
#include "storage/file.h"

#include <cstdint>

namespace engine::qcow2 {

/// What one walk over an image may allocate: a little for any image, and more only for what really takes space on the
/// disk, so that a small sparse file cannot make us allocate much. An honest image stays far below.
class MemoryBudget {
public:
    static constexpr std::uint64_t floor = 40ULL << 20;

    /// @param limit bytes
    explicit MemoryBudget(std::uint64_t limit = floor) : limit_(limit) {}
    /// Four bytes for each 512 that the file takes, the smallest cluster: twice what a walk keeps for one.
    static MemoryBudget forFile(const File& file) { return MemoryBudget(floor + file.status().diskSize / 128); }

    /// Throws Error(Refused, "memory.budget") where the sum would exceed the limit.
    void take(std::uint64_t bytes)
    {
        if (bytes > limit_ - used_)
            throw Error(ErrorKind::Refused, "memory.budget", {{"value", used_ + bytes}, {"limit", limit_}});
        used_ += bytes;
    }
    void give(std::uint64_t bytes) noexcept { used_ -= bytes; }

private:
    std::uint64_t limit_;
    std::uint64_t used_ = 0;
};

}  // namespace engine::qcow2
