#pragma once

#include "guest/ext/library.h"
#include "guest/file_system.h"

namespace engine::ext {

/// What speaks against a volume being clean.
struct Doubt {
    VolumeState state;
    Error reason;
};

/// What the superblock alone says: checksum, unknown features, journals, marks of errors and of use.
std::optional<Doubt> doubtOf(const Superblock& superblock);
/// What the blocks say that it points to: the journal's own superblock, the multiple mount protection.
std::optional<Doubt> doubtOf(const Library& library);

}  // namespace engine::ext
