#pragma once

#include "image/image.h"

namespace engine::recognised {

/// An image of a format that is told by its signature and not read: it names itself, its virtual size where it says
/// one, and why it cannot be used. Also a packed file.
class RecognisedImage final : public Image {
public:
    /// @param why the code of its reason; a literal
    RecognisedImage(File file, std::string_view format, std::string_view why = "format.notReadable");

    const ImageInfo& info() const noexcept override { return info_; }
    const File& file() const noexcept override { return file_; }
    std::optional<Error> unreadable() const override;
    ExtentMap map(GuestRange window, std::stop_token stop) const override;
    void read(const Extent& extent, std::span<std::byte> out) const override;
    StorageUse storageUse(std::stop_token stop) const override;

private:
    File file_;
    ImageInfo info_;
    std::string_view why_;
};

}  // namespace engine::recognised
