#pragma once

#include "guest/ntfs/volume.h"

namespace engine::ntfs {

inline constexpr std::string_view hibernationFile = "/hiberfil.sys";

/// Whether hiberfil.sys in the root folder may hold a suspended system: hibernated, or closed for a fast startup.
/// Windows zeroes its first page once it has resumed; anything else counts as live, also what says "wake" or cannot be
/// read.
bool isHibernated(const Volume& volume);

}  // namespace engine::ntfs
