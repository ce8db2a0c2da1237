#pragma once

#include "storage/folder.h"

#include <filesystem>
#include <string>

namespace engine::lab {

/// A folder where the system keeps what may go, for us alone; it goes with the object, with all that is in it.
class TemporaryFolder {
public:
    /// Throws Error.
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    std::filesystem::path path() const { return parent_ / name_; }

private:
    Folder parent_;
    std::string name_;
};

}  // namespace engine::lab
