#include "work/lab/temporary_folder.h"

#include "bytes/error.h"
#include "work/temporary_file.h"

namespace engine::lab {

namespace fs = std::filesystem;

namespace {

fs::path folderOfSystem()
{
    std::error_code failed;
    const fs::path folder = fs::temp_directory_path(failed);
    return failed ? fs::path("/tmp") : folder;
}

}  // namespace

TemporaryFolder::TemporaryFolder()
    : parent_(Folder::openToWrite(folderOfSystem())), name_("lamella-lab-" + randomSuffix())
{
    parent_.makeFolder(name_);
}

TemporaryFolder::~TemporaryFolder()
{
    try {
        parent_.removeTree(name_);
    } catch (const Error&) {
        // The system clears its folder.
    }
}

}  // namespace engine::lab
