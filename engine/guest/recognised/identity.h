#pragma once

#include "guest/block_source.h"
#include "guest/file_system.h"

#include <string_view>

namespace engine::recognised {

/// Type, label and UUID of a volume whose file system cannot even be opened, from the places where blkid looks, without
/// a look at anything else. Throws only what the source throws.
/// @param type of the reader: ext, ntfs, xfs, btrfs, exfat or vfat; others stay alone
VolumeFacts identityOf(std::string_view type, const BlockSource& volume);

}  // namespace engine::recognised
