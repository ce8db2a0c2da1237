#pragma once

#include "guest/xfs/volume.h"

#include <optional>

namespace engine::xfs {

/// Where the log ends, as a sequence number (cycle, block), if nothing in it has to be replayed: its last record is the
/// one of an unmount, and that one ends where the log ends; or it is zeroed. Nothing in any other case, however small
/// the oddity. Throws only what the source throws.
std::optional<std::uint64_t> cleanLogHead(const Volume& volume);

}  // namespace engine::xfs
