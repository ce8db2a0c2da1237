#include "storage/file_kind.h"

namespace engine {

Error notRegular(const std::filesystem::path& path)
{
    std::error_code failed;
    const std::filesystem::file_type type = std::filesystem::status(path, failed).type();
    if (type == std::filesystem::file_type::directory)
        return Error(ErrorKind::Refused, "file.folder").at(path);
    // Its name is part of what can be done about it.
    if (type == std::filesystem::file_type::block)
        return Error(ErrorKind::Refused, "file.blockDevice", {{"name", path.string()}}).at(path);
    return Error(ErrorKind::Refused, "file.notRegular").at(path);
}

}  // namespace engine
