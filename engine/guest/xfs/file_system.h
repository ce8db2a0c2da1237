#pragma once

#include "guest/file_system.h"
#include "guest/xfs/volume.h"

#include <memory>
#include <optional>

namespace engine::xfs {

/// Whether a volume begins with a superblock of any version of XFS.
bool recognises(const BlockSource& source);
/// A volume that is not clean, not whole or not known is a FileSystem with a reason. Throws what the source throws.
std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source);

/// XFS, versions 4 and 5, with everything on one device. Files are listed where the log is clean.
class FileSystem : public engine::FileSystem {
public:
    explicit FileSystem(std::shared_ptr<const BlockSource> source);

    const VolumeFacts& facts() const noexcept override { return facts_; }
    VolumeRangeSet freeSpace() override;
    bool listsFiles() const noexcept override { return facts_.state == VolumeState::Clean; }
    void visitFiles(WalkScope scope, FileVisitor& visitor) override;
    std::uint64_t rootFolder() const noexcept override { return volume_.superblock().rootino; }

private:
    void examine(const BlockSource& source);
    void refuse(VolumeState state, Error reason);

    Volume volume_;
    VolumeFacts facts_;
};

}  // namespace engine::xfs
