#pragma once

#include "chain/progress.h"

#include <string_view>

namespace engine {

enum class RunPhase : std::uint8_t { Starting, Writing, Verifying, Exchanging, Done };

/// The stable name of a phase.
constexpr std::string_view name(RunPhase phase) noexcept
{
    constexpr std::string_view names[] = {"starting", "writing", "verifying", "exchanging", "done"};
    return names[static_cast<std::size_t>(phase)];
}

/// How far an operation has come; the bytes are those of all phases together. Read from any thread at any time.
struct RunProgress : Progress {
    std::atomic<RunPhase> phase = RunPhase::Starting;
};

}  // namespace engine
