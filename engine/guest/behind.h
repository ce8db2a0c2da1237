#pragma once

#include "guest/guest.h"

namespace engine {

/// In trimmable volumes, what lies behind the end of a file system that is smaller than its partition by more than
/// whole clusters and a second boot sector leave. It counts as used: no map tells of it.
GuestRangeSet behindFileSystems(const Guest& guest);

}  // namespace engine
