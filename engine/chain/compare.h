#pragma once

#include "chain/chain.h"
#include "chain/progress.h"

#include <optional>
#include <stop_token>

namespace engine {

/// The first guest offset at which two chains read differently, nothing where they are equal. A shorter disk counts as
/// followed by zeros, as in `qemu-img compare`. Only ranges in which one of them stores content are read, and none that
/// both take from the same place of the same file. Uses all processors. Both chains are complete. Throws Error
/// (Cancelled).
std::optional<GuestOffset> firstDifference(const Chain& a, const Chain& b, Progress& progress, std::stop_token stop);

}  // namespace engine
