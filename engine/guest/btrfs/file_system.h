#pragma once

#include "guest/file_system.h"

#include <memory>

/// btrfs on one device, profiles single and dup.
///
/// What Clean means here. btrfs has no mark of a clean unmount: blocks are never overwritten while a committed tree
/// uses them, and the next mount starts from the trees that the superblock names, whatever happened since. So a volume
/// is as clean as its last commit, if all of that is there. Proven before anything counts as free:
///  - no log tree (fsync without a commit), no error flag, no balance, relocation or device replacement on its way;
///  - all superblocks inside the device are of the same commit, so that a copy taken while it was written is noticed;
///  - every allocated tree block is of the generation, level, place and file system that its parent and the extent tree
///    say, with its checksum: a copy that mixes commits shows blocks that are too new;
///  - whatever a tree block points to is allocated, from the roots down: nothing that a mount can reach is free;
///  - extents, block groups, chunks, device extents, the free space tree and all their sums agree.
///
/// Not used, and free where the committed trees do not use it: blocks of older commits, which the superblock's backup
/// roots name for rescue. What a mounted system had not committed is lost to a crash anyway, but not to a system that
/// goes on where it stopped: a saved machine state, or a suspend image in a swap volume, forbids to drop anything. This
/// reader sees images in swap files of its own volume, `readGuest` those of the disk and what lies beside the image
/// (saved_machine.h); that there is none elsewhere nobody can tell, and so Clean has the caution "volume.mountUnknown".
namespace engine::btrfs {

bool recognises(const BlockSource& source);
/// Files are not listed.
std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source);

}  // namespace engine::btrfs
