#pragma once

#include "guest/fat/table.h"
#include "guest/file_system.h"

#include <memory>

namespace engine::fat {

/// FAT12, FAT16 and FAT32 with long names.
class FileSystem : public engine::FileSystem {
public:
    explicit FileSystem(std::shared_ptr<const BlockSource> source);

    const VolumeFacts& facts() const noexcept override { return facts_; }
    VolumeRangeSet freeSpace() override;
    bool listsFiles() const noexcept override { return true; }
    void visitFiles(WalkScope scope, FileVisitor& visitor) override;

private:
    /// The label, and whether a suspended system lies here.
    void readRoot();

    std::shared_ptr<const BlockSource> source_;
    Superblock block_;
    Table table_;
    VolumeFacts facts_;
};

bool recognises(const BlockSource& source);
std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source);

}  // namespace engine::fat
