#pragma once

#include "guest/ext/recovery.h"
#include "guest/ext/volume_state.h"
#include "guest/file_system.h"

namespace engine::ext {

/// ext2, ext3 and ext4; an external journal is recognised, and nothing more.
///
/// A volume that was copied while it was mounted is read as the next mount finds it: its journal is replayed in memory
/// where all of it can be checked, orphans stay. Free then is what is free after all transactions and in each block
/// bitmap that is left of the states before, on the disk or in the journal, and what no record of the journal names, so
/// that a mount may stop, start again, or end a transaction earlier; every file of it is held against that.
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
    /// From here on it is read as the next mount finds it; or what speaks against that.
    std::optional<Doubt> replay(std::shared_ptr<const BlockSource> source);
    void refuse(Doubt doubt);
    bool recovering() const noexcept { return facts_.caution.has_value(); }

    VolumeFacts facts_;
    /// None where no journal had to be replayed.
    std::shared_ptr<const RecoveredSource> recovered_;
    /// None where the superblock cannot be trusted.
    std::unique_ptr<Library> library_;
};

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source);

}  // namespace engine::ext
