#pragma once

#include "storage/hold.h"
#include "storage/image_lock.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace engine {

/// Files that nobody else can open, nor rename, while the object lives.
class LockedFiles {
public:
    /// Throws Error: InUse "image.inUse", "file.held"; what opening throws.
    void add(const std::filesystem::path& path);

private:
    std::vector<std::unique_ptr<File>> files_;
    std::vector<std::unique_ptr<ImageLock>> locks_;
    std::vector<std::unique_ptr<ExclusiveHold>> holds_;
};

}  // namespace engine
