#pragma once

#include "guest/fat/superblock.h"

#include <vector>

namespace engine::fat {

/// Throws Error(Unsupported, "volume.hibernated") where the root directory holds the memory of a suspended Windows: a
/// HIBERFIL.SYS whose header is neither empty nor one that Windows has woken up from.
/// @param root where the root directory is stored
void checkHibernation(const BlockSource& source, const Superblock& block, const std::vector<VolumeRange>& root);

}  // namespace engine::fat
