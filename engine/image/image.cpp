#include "image/image.h"

namespace engine {

std::unique_ptr<Image> Image::snapshot(std::string_view idOrName) const
{
    throw Error(ErrorKind::InvalidArgument, "snapshot.unknown", {{"name", std::string(idOrName)}}).at(file().path());
}

}  // namespace engine
