#pragma once

#include "guest/ext/library.h"
#include "guest/file_system.h"

namespace engine::ext {

/// What speaks against a volume being clean.
struct Doubt {
    VolumeState state;
    Error reason;
};

/// What the superblock alone says: checksum, unknown features, external journals, marks of errors and of use. A journal
/// that has to be replayed and orphans are no doubt by themselves: see recovery.h.
std::optional<Doubt> doubtOf(const Superblock& superblock);
/// What the blocks say that it points to: a journal's own superblock where nothing is to be replayed, the multiple
/// mount protection.
std::optional<Doubt> doubtOf(const Library& library);

}  // namespace engine::ext
