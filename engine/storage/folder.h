#pragma once

#include "storage/file.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace engine {

struct WalkedPath;

/// Permissions of a new folder, less the umask: for nobody else, for everybody.
inline constexpr mode_t forUs = 0700;
inline constexpr mode_t forAll = 0777;

/// A folder, open: what is done to a name stays in this very folder, whatever becomes of its path meanwhile. Names have
/// no slash. No member follows links.
class Folder {
public:
    /// Links in the path are resolved, once. Throws Error.
    static Folder open(const std::filesystem::path& path);
    /// To write in: the path is gone as WalkedPath says. Throws Error, also Refused "path.foreign".
    static Folder openToWrite(const std::filesystem::path& path);

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

    /// A new, empty file for reading and writing, for nobody else to read. Throws Error, also where the name is taken.
    File create(const std::string& name) const;
    /// The regular file of a name, no link followed, without blocking. For writing only where all may write to it who
    /// led us here. Throws Error.
    File open(const std::string& name, File::Access access) const;
    /// A new folder. Throws Error, also where the name is taken.
    void makeFolder(const std::string& name, mode_t permissions = forUs) const;
    /// The folder of a name, no link followed. Throws Error.
    Folder openFolder(const std::string& name) const;

    /// Never replaces: throws Error(Refused, "target.exists") where `to` exists. Where the file system cannot rename
    /// so, the file has both names for a moment, or, without hard links too, `to` is looked at before. Throws Error.
    void rename(const std::string& from, const std::string& to) const;
    /// Two files get each other's name, at once. Throws Error: Unsupported "file.noExchange" where that cannot be done.
    void exchange(const std::string& one, const std::string& other) const;
    /// Like rename, into another folder of the file system; for folders too. Throws Error.
    void move(const std::string& from, const Folder& into, const std::string& to) const;
    /// Takes the place of the file that has the name `to`. Throws Error.
    void replace(const std::string& from, const std::string& to) const;
    /// Throws Error.
    void remove(const std::string& name) const;
    /// An empty folder. Throws Error.
    void removeFolder(const std::string& name) const;
    /// A folder with all that is in it. Throws Error, also Refused "folder.deep"; what was removed stays so.
    void removeTree(const std::string& name) const;
    /// The names to stable storage; throws Error.
    void sync() const;

    /// Somebody else's doing led here, or can lead elsewhere: who is neither root nor the caller.
    bool isForeign() const noexcept { return !leaders_.empty(); }
    /// Whether the user may give names here, but not take away those of others ("sticky").
    bool isSharedWith(uid_t user) const;
    /// Open while the Folder lives; for locks.
    int descriptor() const noexcept { return descriptor_; }

private:
    friend struct FilePlace;
    /// Of what a call has opened, its own from now on; a descriptor below 0 throws Error with errno.
    static Folder of(int descriptor, std::filesystem::path path);
    static Folder of(WalkedPath&& walked);
    void removeTree(const std::string& name, std::size_t level) const;
    Folder(int descriptor, std::filesystem::path path) noexcept;

    int descriptor_ = -1;
    std::filesystem::path path_;
    FileIdentity identity_;
    std::vector<uid_t> leaders_;
};

using SharedFolder = std::shared_ptr<const Folder>;

/// A name in an open folder.
struct FilePlace {
    SharedFolder folder;
    std::string name;

    /// To write at: the path is gone as WalkedPath says, links in its last part too. Throws Error, also Refused
    /// "path.foreign".
    static FilePlace toWrite(const std::filesystem::path& path);

    std::filesystem::path path() const { return *folder / name; }
};

/// A folder to work in, made where it is missing, with all that is missing above it.
struct WorkFolder {
    /// Throws Error, also Refused "path.foreign".
    /// @param permissions of what is made
    static WorkFolder at(const std::filesystem::path& path, mode_t permissions = forAll);

    SharedFolder folder;
    std::optional<FilePlace> made;  ///< its name, where it was made
};

/// For work that reads by paths what it has made: throws Error(Refused, "folder.notOwn") where somebody else could
/// exchange a part of the path of the folder, which may still have to be made; what Folder::openToWrite throws.
void requireOwnFolder(const std::filesystem::path& folder);

/// What a file system has to offer.
struct FileSystemSpace {
    std::uint64_t device = 0;     ///< two paths with the same are on one file system
    std::uint64_t freeBytes = 0;  ///< for users without privileges
    bool readOnly = false;
};

/// Of the file system where `path` is or would be made. Throws Error.
FileSystemSpace spaceAt(const std::filesystem::path& path);

}  // namespace engine
