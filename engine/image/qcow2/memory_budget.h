#pragma once

#include "bytes/error.h"

#include <cstdint>

namespace engine::qcow2 {

/// What one walk over an image may allocate. An honest image stays far below: what grows with its clusters is packed.
class MemoryBudget {
public:
    static constexpr std::uint64_t defaultLimit = 256ULL << 20;

    /// @param limit bytes
    explicit MemoryBudget(std::uint64_t limit = defaultLimit) : limit_(limit) {}

    /// Throws Error(Refused, "memory.budget") where the sum would exceed the limit.
    void take(std::uint64_t bytes)
    {
        if (bytes > limit_ - used_)
            throw Error(ErrorKind::Refused, "memory.budget", {{"limit", limit_}});
        used_ += bytes;
    }
    void give(std::uint64_t bytes) noexcept { used_ -= bytes; }

private:
    std::uint64_t limit_;
    std::uint64_t used_ = 0;
};

}  // namespace engine::qcow2
