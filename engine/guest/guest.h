#pragma once

#include "chain/chain.h"
#include "chain/progress.h"
#include "guest/file_system.h"
#include "guest/file_table.h"
#include "guest/partition_table.h"
#include "guest/volume_mapping.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace engine {

/// One volume of a disk: the whole disk, a partition, or a logical volume. Plain data, text from inside an image.
struct Volume {
    explicit Volume(VolumeMapping where) : mapping(std::move(where)) {}

    VolumeMapping mapping;
    unsigned partition = 0;     ///< as in Partition::number; 0: none
    std::string logicalVolume;  ///< "group/volume"; empty: none
    VolumeFacts facts;  ///< the state is that of the whole judgement: Unknown where its maps contradict each other
    /// Why nothing in it counts as free. Set where the state is not Clean, and also where the doubt is about the disk.
    std::optional<Error> reason;
    GuestRangeSet free;                      ///< on the disk; empty unless trimmable
    std::shared_ptr<const FileTable> files;  ///< where they were asked for and can be listed
    std::optional<Error> filesReason;        ///< why there are none although they were asked for

    bool trimmable() const noexcept { return !reason; }
    std::uint64_t usedBytes() const noexcept { return mapping.size() - free.total(); }
};

/// What a disk's guest uses. Plain data; may be read from several threads.
struct Guest {
    PartitionTable table;
    std::vector<Volume> volumes;  ///< by their place on the disk
    /// Proven to be used by nobody: in volumes that are trimmable, and between partitions.
    GuestRangeSet free;
    /// In volumes that are not trimmable; counts as used.
    GuestRangeSet unknown;

    /// The volume that a byte of the disk belongs to, or null.
    const Volume* volumeAt(GuestOffset offset) const;
};

struct GuestOptions {
    bool everyFile = false;  ///< checks every file of the volume against the free space, not a sample
    bool listFiles = false;  ///< fills Volume::files
    /// Other disks of the same guest, which outlive the reading: a volume group may reach over them. Nothing in them
    /// is looked at but physical volumes.
    std::vector<std::shared_ptr<const BlockSource>> beside = {};
};

/// Reads partition tables and file systems from outside: no mount, no running guest. What is wrong inside the disk
/// becomes the reason of its volume. Starts from all-used.
/// @param readLimit bytes that one volume may make us read
/// @param progress counts volumes
/// Throws Error: what the source throws (Io, Cancelled).
Guest readGuest(std::shared_ptr<const BlockSource> disk, std::uint64_t readLimit, const GuestOptions& options,
                Progress& progress);

/// The same for the guest of a chain, which is complete. Nothing is free while a machine that was saved may go on with
/// its top layer (saved_machine.h).
Guest readGuest(const Chain& chain, const GuestOptions& options, Progress& progress, std::stop_token stop);

}  // namespace engine
