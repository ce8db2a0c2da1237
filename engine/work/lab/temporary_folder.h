#pragma once

#include <filesystem>

namespace engine::lab {

/// A folder where the system keeps what may go, for us alone; it goes with the object, with all that is in it.
class TemporaryFolder {
public:
    /// Throws Error.
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace engine::lab
