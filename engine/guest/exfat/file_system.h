#pragma once

#include "guest/exfat/table.h"
#include "guest/file_system.h"

#include <memory>

namespace engine::exfat {

/// exFAT revision 1.00 with one file allocation table.
class FileSystem : public engine::FileSystem {
public:
    explicit FileSystem(std::shared_ptr<const BlockSource> source);

    const VolumeFacts& facts() const noexcept override { return facts_; }
    VolumeRangeSet freeSpace() override;
    bool listsFiles() const noexcept override { return block_.numberOfFats == 1; }
    void visitFiles(WalkScope scope, FileVisitor& visitor) override;

private:
    std::shared_ptr<const BlockSource> source_;
    Superblock block_;
    Table table_;
    VolumeFacts facts_;
};

bool recognises(const BlockSource& source);
std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source);

}  // namespace engine::exfat
