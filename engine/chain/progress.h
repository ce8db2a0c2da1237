#pragma once

#include <atomic>
#include <cstdint>

namespace engine {

/// How far a long walk has come; written by the engine, read from any thread at any time. The unit is the walk's own:
/// bytes for content, files for a scan.
struct Progress {
    std::atomic<std::uint64_t> done = 0;
    std::atomic<std::uint64_t> total = 0;
};

}  // namespace engine
