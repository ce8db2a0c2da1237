#pragma once

#include "guest/lvm/label.h"
#include "guest/lvm/physical_volumes.h"
#include "guest/lvm/volume_group.h"

#include <string>
#include <unordered_map>

namespace engine::lvm {

/// A physical volume as it was found on the disk.
struct FoundVolume {
    GuestRange place;
    Label label;
};

/// All of a disk; a group can name thousands.
using VolumesByUuid = std::unordered_map<std::string, const FoundVolume*>;

/// Lays a volume group out over the physical volumes of its disk: adds its visible logical volumes, each with its
/// mapping or with what speaks against it, and the extents that nobody has. Throws Error where the group contradicts
/// itself or the disk: extents that two volumes have, or that are not there.
void layOut(const VolumeGroup& group, const VolumesByUuid& found, PhysicalVolumes& result);

}  // namespace engine::lvm
