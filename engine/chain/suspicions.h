#pragma once

#include "chain/forest.h"

namespace engine {

/// What is suspicious about a layer by itself: "name.fromStart" (QEMU may look for it elsewhere), "file.ending",
/// "file.endingRaw", "file.endingEmpty" (the ending of its name says another format; endings as .img say none).
std::vector<Suspicion> suspicionsOf(const Layer& layer);

/// Suspicions of one code that an image lists. Thousands of names can lead to one file, and thousands may miss what
/// thousands are called.
inline constexpr std::size_t mostSuspicions = 20;

/// Lists it, or counts it in "suspicion.more".
void addSuspicion(ForestNode& node, Suspicion suspicion);
/// Counts what was not even made.
void addUnlisted(ForestNode& node, std::size_t count);

}  // namespace engine
