#pragma once

#include "bytes/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::lvm {

/// What the text of a volume group says, not yet held against the disk. Extents count from 0; sectors are 512 bytes.
struct VolumeGroup {
    struct PhysicalVolume {
        std::string name;  ///< in the group's own text
        std::string uuid;
        std::string device;               ///< where LVM2 found it last; a hint
        std::uint64_t deviceSectors = 0;  ///< 0: not said
        std::uint64_t startSector = 0;    ///< of extent 0
        std::uint64_t extents = 0;
        std::vector<std::string> flags;  ///< of status and flags
    };
    /// One stripe: extents on a physical volume, or of another logical volume.
    struct Area {
        std::string volume;
        std::uint64_t firstExtent = 0;
    };
    struct Segment {
        std::uint64_t firstExtent = 0;
        std::uint64_t extents = 0;
        std::string type;
        std::vector<Area> stripes;  ///< of the type "striped" only
        std::uint64_t stripeSectors = 0;
        std::vector<std::string> names;  ///< every text in it: whom it may refer to
    };
    struct LogicalVolume {
        std::string name;
        std::string uuid;
        std::vector<std::string> flags;  ///< of status and flags
        std::vector<Segment> segments;   ///< in order, without gaps
    };

    std::string name;
    std::string uuid;
    std::uint64_t sequenceNumber = 0;
    std::uint64_t extentSectors = 0;
    std::vector<std::string> flags;  ///< of status and flags
    std::vector<PhysicalVolume> physicalVolumes;
    std::vector<LogicalVolume> logicalVolumes;
};

/// Throws Error where the text is not sound.
VolumeGroup parseVolumeGroup(std::string_view text);

}  // namespace engine::lvm
