#pragma once

#include "bytes/error.h"
#include "guest/block_source.h"
#include "guest/volume_mapping.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace engine::lvm {

/// Whether the volume starts with a label of LVM2.
bool recognises(const BlockSource& volume);
/// The UUID in its label, as blkid spells it.
std::string uuidOf(const BlockSource& volume);

/// A logical volume; text from inside an image.
struct LogicalVolume {
    std::string name;  ///< "group/volume"
    std::string uuid;
    std::uint64_t length = 0;  ///< bytes
    /// Nothing where it is not read: thin, cached, mirrored, with snapshots, on a disk that is not here.
    std::optional<VolumeMapping> mapping;
    /// Why nothing in it may be dropped, set where there is no mapping.
    std::optional<Error> reason;
};

/// What the physical volumes of one disk hold.
struct PhysicalVolumes {
    std::vector<LogicalVolume> volumes;
    /// Extents that belong to no logical volume, proven by metadata whose checksums agree.
    GuestRangeSet free;
    /// Why nothing here is read: a checksum, another format, contradicting copies of the metadata.
    std::optional<Error> reason;
};

/// Reads the metadata of all physical volumes of a disk together.
/// @param places of the physical volumes on the disk; each is recognised
/// Throws only what the source throws.
PhysicalVolumes read(const BlockSource& disk, std::span<const GuestRange> places);

}  // namespace engine::lvm
