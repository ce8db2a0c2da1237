#pragma once

#include "plan/result_map.h"
#include "storage/folder.h"
#include "work/sample/gpt.h"

#include <stop_token>
#include <string>

namespace engine::sample {

/// The disk of a guest at one moment: a partition table around a volume, which is read as it is then.
class Disk : public ContentSource {
public:
    /// @param volume volumeSize bytes
    Disk(PartitionTableBytes table, File volume);

    void read(GuestOffset offset, std::span<std::byte> out) const override;

private:
    PartitionTableBytes table_;
    File volume_;
};

/// Writes a qcow2 image of what a disk has become since the layer below was written: the clusters that differ.
/// @param name of the new image
/// @param backingName an image in the same folder; empty: none
/// Throws Error, also Cancelled; the file is then not to be used.
void writeLayer(const Disk& disk, const Folder& folder, const std::string& name, const std::string& backingName,
                const std::stop_token& stop);

}  // namespace engine::sample
