#pragma once

#include "chain/forest.h"

namespace engine {

/// What is suspicious about a layer by itself: "name.fromStart" (QEMU may look for it elsewhere), "file.ending",
/// "file.endingRaw", "file.endingEmpty" (the ending of its name says another format; endings as .img say none).
std::vector<Suspicion> suspicionsOf(const Layer& layer);

}  // namespace engine
