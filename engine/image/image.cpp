#include "image/image.h"

namespace engine {

std::unique_ptr<Image> Image::snapshot(std::string_view idOrName) const
{
    throw Error(ErrorKind::InvalidArgument, "snapshot.unknown", {{"name", std::string(idOrName)}}).at(file().path());
}

void throwIfStopped(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Error(ErrorKind::Cancelled, "cancelled");
}

}  // namespace engine
