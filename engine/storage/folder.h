#pragma once

#include "storage/file.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// A folder, open: what is done to a name stays in this very folder, whatever becomes of its path meanwhile. Names have
/// no slash. No member follows links.
class Folder {
public:
    /// Links in the path are resolved, once. Throws Error.
    static Folder open(const std::filesystem::path& path);

    Folder(Folder&& other) noexcept;
    Folder& operator=(Folder&& other) noexcept;
    ~Folder();

    /// Absolute, without links when it was opened.
    const std::filesystem::path& path() const noexcept { return path_; }
    const FileIdentity& identity() const noexcept { return identity_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

    /// Nothing where the name is free. Throws Error.
    std::optional<FileStatus> status(const std::string& name) const;
    /// The names that `wanted` wants, sorted. Throws Error.
    std::vector<std::string> names(const std::function<bool(const std::string&)>& wanted) const;

    /// Never replaces: throws Error(Refused, "target.exists") where `to` exists. Where the file system cannot rename
    /// so, the file has both names for a moment, or, without hard links too, `to` is looked at before. Throws Error.
    void rename(const std::string& from, const std::string& to) const;
    /// Throws Error.
    void remove(const std::string& name) const;
    /// The names to stable storage; throws Error.
    void sync() const;

private:
    Folder(int descriptor, std::filesystem::path path) noexcept;

    int descriptor_ = -1;
    std::filesystem::path path_;
    FileIdentity identity_;
};

/// What a file system has to offer.
struct FileSystemSpace {
    std::uint64_t device = 0;     ///< two paths with the same are on one file system
    std::uint64_t freeBytes = 0;  ///< for users without privileges
    bool readOnly = false;
};

/// Of the file system where `path` is or would be made. Throws Error.
FileSystemSpace spaceAt(const std::filesystem::path& path);

}  // namespace engine
