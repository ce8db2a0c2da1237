#pragma once

#include "guest/block_source.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::recognised {

/// A superblock that does not stand where one looks first, and is sound: its own place and checksum are right.
struct Copy {
    std::string_view type;     ///< as blkid spells it
    std::uint64_t offset = 0;  ///< bytes from the start of the volume
    std::string uuid;
    std::string label;
};

/// Those that the format's own tools take by themselves, or that stand for a container whose start was overwritten:
/// what was made over them later does not make their bytes free. Stale ones, and copies that only a repair tool reads,
/// are left out.
///
/// md's superblocks (versions 0.90 and 1.0 at the end, 1.1, 1.2), LUKS2's second header, the four labels of ZFS, the
/// second superblocks of NILFS2, F2FS and Stratis, those that bcachefs lists, BitLocker's blocks of metadata, what the
/// firmware of RAID controllers keeps at the end.
/// Throws only what the source throws.
std::vector<Copy> findCopies(const BlockSource& volume);

}  // namespace engine::recognised
