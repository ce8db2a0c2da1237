#pragma once

#include "guest/ext/recovered_source.h"

namespace engine::ext {

/// A file system as the next mount finds it after replaying the journal.
struct Recovery {
    std::shared_ptr<const RecoveredSource> source;
    std::unique_ptr<Library> library;
};

/// Replays the journal of a file system in memory. What the kernel reads before it replays, and what it replays from,
/// has to be the same afterwards: geometry, features, where the journal lies.
/// @param library reads from `source`; the journal is internal and needs recovery
/// Throws what speaks against it: Unsupported, Corrupt, Refused.
Recovery recover(std::shared_ptr<const BlockSource> source, const Library& library);

}  // namespace engine::ext
