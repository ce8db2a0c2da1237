#pragma once

#include "image/image.h"

namespace engine::raw {

/// A file that is the guest's disk byte for byte; holes of the file read as zero. QEMU rounds the size up to whole
/// sectors of 512 bytes; so do we.
class RawImage final : public Image {
public:
    explicit RawImage(File file);

    const ImageInfo& info() const noexcept override { return info_; }
    const File& file() const noexcept override { return file_; }
    ExtentMap map(GuestRange window, std::stop_token stop) const override;
    void read(const Extent& extent, std::span<std::byte> out) const override;
    const File* plainFile() const noexcept override { return &file_; }
    StorageUse storageUse(std::stop_token stop) const override;

private:
    File file_;
    ImageInfo info_;
};

}  // namespace engine::raw
