#include "image/recognised/image.h"

#include "image/recognised/virtual_size.h"

namespace engine::recognised {

RecognisedImage::RecognisedImage(File file, std::string_view format, std::string_view why)
    : file_(std::move(file)), why_(why)
{
    info_.format = format;
    info_.virtualSize = virtualSizeOf(file_, format);
}

std::optional<Error> RecognisedImage::unreadable() const
{
    return Error(ErrorKind::Unsupported, why_, {{"format", std::string(info_.format)}}).at(file_.path());
}

ExtentMap RecognisedImage::map(GuestRange, std::stop_token) const
{
    throw *unreadable();
}

void RecognisedImage::read(const Extent&, std::span<std::byte>) const
{
    throw *unreadable();
}

StorageUse RecognisedImage::storageUse(std::stop_token) const
{
    throw *unreadable();
}

}  // namespace engine::recognised
