#pragma once

#include "storage/folder.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// A result that is being written beside its target, as `.NAME.lamella-XXXXXX.tmp`, for nobody else to read. It goes
/// with the object unless it was released. It is held (storage/hold.h) while the object lives, so that `recover` tells
/// it from one that a process left behind.
class TemporaryFile {
public:
    /// Links in `target` are resolved: the result stands beside the file that they lead to. Throws Error, also Refused
    /// "path.foreign" (FilePlace::toWrite).
    static TemporaryFile beside(const std::filesystem::path& target);
    static TemporaryFile beside(FilePlace target);

    TemporaryFile(TemporaryFile&& other) noexcept;
    TemporaryFile& operator=(TemporaryFile&&) = delete;
    ~TemporaryFile();

    /// Open for reading and writing.
    const File& file() const noexcept { return file_; }
    const std::filesystem::path& path() const noexcept { return file_.path(); }
    std::string name() const { return path().filename(); }
    /// Of the file and its target.
    const SharedFolder& folder() const noexcept { return target_.folder; }
    /// Absolute, without links.
    std::filesystem::path target() const { return target_.path(); }
    const std::string& targetName() const noexcept { return target_.name; }
    /// Whether the name still is this file's.
    bool keepsItsName() const;
    /// The file has its final name, or is left to `recover`.
    void release() noexcept { ours_ = false; }

private:
    TemporaryFile(File file, FilePlace target) noexcept;

    File file_;
    FilePlace target_;
    bool ours_ = true;
};

/// Six characters of [a-z0-9] that nobody can foretell.
std::string randomSuffix();
bool isRandomSuffix(std::string_view text) noexcept;

/// A name for a file that gives up, or does not have yet, the name `target`.
std::string newTemporaryName(std::string_view target);

/// The name of the target of a temporary file's name; nothing where it is no such name.
std::optional<std::string> targetOfTemporary(std::string_view name);

}  // namespace engine
