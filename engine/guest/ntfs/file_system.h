#pragma once

#include "guest/file_system.h"
#include "guest/ntfs/volume.h"

#include <memory>
#include <optional>

namespace engine::ntfs {

bool recognises(const BlockSource& volume);
std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> volume);

/// NTFS 3.0 and 3.1. Its structures are decoded here; libntfs-3g has to agree before anything counts as free.
class FileSystem : public engine::FileSystem {
public:
    /// Whatever is wrong inside the volume becomes its state and reason. Throws what the source throws.
    explicit FileSystem(std::shared_ptr<const BlockSource> source);

    const VolumeFacts& facts() const noexcept override { return facts_; }
    VolumeRangeSet freeSpace() override;
    bool listsFiles() const noexcept override { return volume_.has_value(); }
    void visitFiles(WalkScope scope, FileVisitor& visitor) override;
    std::uint64_t rootFolder() const noexcept override { return Volume::rootNumber; }

private:
    void readState();
    void doubt(VolumeState state, Error reason);

    VolumeFacts facts_;
    std::optional<Volume> volume_;
};

}  // namespace engine::ntfs
