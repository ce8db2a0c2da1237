#pragma once

#include "guest/ext/library.h"
#include "guest/file_system.h"

namespace engine::ext {

/// ext2, ext3 and ext4; an external journal is recognised, and nothing more.
class FileSystem : public engine::FileSystem {
public:
    /// Throws what the source throws; what speaks against the volume is its reason.
    explicit FileSystem(std::shared_ptr<const BlockSource> source);

    const VolumeFacts& facts() const noexcept override { return facts_; }
    VolumeRangeSet freeSpace() override;
    bool listsFiles() const noexcept override { return library_ != nullptr; }
    void visitFiles(WalkScope scope, FileVisitor& visitor) override;
    std::uint64_t rootFolder() const noexcept override { return EXT2_ROOT_INO; }

private:
    void open(std::shared_ptr<const BlockSource> source, const Superblock& superblock);

    VolumeFacts facts_;
    /// None where the superblock cannot be trusted.
    std::unique_ptr<Library> library_;
};

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source);

}  // namespace engine::ext
