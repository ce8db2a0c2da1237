#include "work/lab/temporary_folder.h"

#include "bytes/error.h"

#include <cerrno>
#include <cstdlib>

namespace engine::lab {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder()
{
    std::error_code failed;
    const fs::path parent = fs::temp_directory_path(failed);
    std::string name = (failed ? fs::path("/tmp") : parent) / "lamella-lab-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        throw systemError(errno, "folder.make").at(name);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

}  // namespace engine::lab
