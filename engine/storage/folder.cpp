#include "storage/folder.h"

#include "bytes/error.h"
#include "storage/acting_user.h"
#include "storage/file_kind.h"
#include "storage/folder_tree.h"
#include "storage/path_walk.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

namespace engine {

namespace {

namespace fs = std::filesystem;

bool lacksNoReplace(int errorNumber)
{
    return errorNumber == EINVAL || errorNumber == ENOSYS;
}

bool lacksHardLinks(int errorNumber)
{
    return errorNumber == EPERM || errorNumber == EOPNOTSUPP || errorNumber == ENOSYS || errorNumber == EMLINK;
}

/// Gives 0 or the error number.
int renameWithoutReplacing(int folder, const char* from, int into, const char* to)
{
    if (::renameat2(folder, from, into, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (!lacksNoReplace(errno))
        return errno;
    if (::linkat(folder, from, into, to, 0) == 0)
        return ::unlinkat(folder, from, 0) == 0 ? 0 : errno;
    if (!lacksHardLinks(errno))
        return errno;
    if (::faccessat(into, to, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return EEXIST;
    return ::renameat(folder, from, into, to) == 0 ? 0 : errno;
}

}  // namespace

Folder Folder::open(const fs::path& path)
{
    std::error_code failed;
    const fs::path real = fs::canonical(path.empty() ? fs::path(".") : path, failed);
    if (failed)
        throw systemError(failed.value(), "folder.open").at(path);
    return of(::open(real.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), real);
}

Folder Folder::openToWrite(const fs::path& path)
{
    return of(WalkedPath::to(path / "."));
}

Folder Folder::of(int descriptor, fs::path path)
{
    if (descriptor < 0)
        throw systemError(errno, "folder.open").at(path);
    Folder folder(descriptor, std::move(path));
    const std::optional<FileStatus> status = folder.status(".");
    if (!status)
        throw systemError(ENOENT, "folder.open").at(folder.path_);
    folder.identity_ = status->identity;
    return folder;
}

Folder Folder::of(WalkedPath&& walked)
{
    Folder folder = of(std::exchange(walked.descriptor, -1), std::move(walked.folder));
    folder.leaders_ = std::move(walked.leaders);
    return folder;
}

FilePlace FilePlace::toWrite(const fs::path& path)
{
    WalkedPath walked = WalkedPath::to(path);
    std::string name = walked.name;
    return {std::make_shared<const Folder>(Folder::of(std::move(walked))), std::move(name)};
}

Folder::Folder(int descriptor, fs::path path) noexcept : descriptor_(descriptor), path_(std::move(path)) {}

Folder::Folder(Folder&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)), identity_(other.identity_),
      leaders_(std::move(other.leaders_))
{
}

Folder& Folder::operator=(Folder&& other) noexcept
{
    std::swap(descriptor_, other.descriptor_);
    path_ = std::move(other.path_);
    identity_ = other.identity_;
    leaders_ = std::move(other.leaders_);
    return *this;
}

Folder::~Folder()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

std::optional<FileStatus> Folder::status(const std::string& name) const
{
    return statusIn(descriptor_, name.c_str(), *this / name);
}

std::vector<std::string> Folder::names(const std::function<bool(const std::string&)>& wanted) const
{
    // Of a descriptor of its own: the position in the folder belongs to it.
    const int descriptor = ::openat(descriptor_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(descriptor < 0 ? nullptr : ::fdopendir(descriptor), ::closedir);
    if (!stream) {
        const int failure = errno;
        if (descriptor >= 0)
            ::close(descriptor);
        throw systemError(failure, "folder.list").at(path_);
    }
    std::vector<std::string> names;
    for (errno = 0; const dirent* entry = ::readdir(stream.get()); errno = 0) {
        std::string name = entry->d_name;
        if (name != "." && name != ".." && wanted(name))
            names.push_back(std::move(name));
    }
    if (errno != 0)
        throw systemError(errno, "folder.list").at(path_);
    std::sort(names.begin(), names.end());
    return names;
}

File Folder::create(const std::string& name) const
{
    constexpr int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    return File::adopt(::openat(descriptor_, name.c_str(), flags, S_IRUSR | S_IWUSR), "file.create", *this / name);
}

File Folder::open(const std::string& name, File::Access access) const
{
    const bool writes = access == File::Access::ReadWrite;
    const std::optional<FileStatus> before = status(name);
    if (!before)
        throw systemError(ENOENT, "file.open").at(*this / name);
    // Before the open: opening a device or a pipe can act.
    if (!before->regular)
        throw notRegular(*this / name);
    const int flags = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (writes ? O_RDWR : O_RDONLY);
    File file = File::adopt(::openat(descriptor_, name.c_str(), flags), "file.open", *this / name);
    if (!file.status().regular || file.status().identity != before->identity)
        throw Error(ErrorKind::Refused, "file.exchanged").at(*this / name);
    for (const uid_t user : leaders_) {
        if (writes && !mayAccess(user, file.descriptor(), W_OK))
            throw Error(ErrorKind::Refused, "path.foreign",
                        {{"user", std::uint64_t{user}}, {"part", path_.string()}, {"folder", path_.string()}})
                .at(*this / name);
    }
    return file;
}

bool Folder::isSharedWith(uid_t user) const
{
    struct stat folder = {};
    if (::fstat(descriptor_, &folder) != 0)
        throw systemError(errno, "folder.open").at(path_);
    return (folder.st_mode & S_ISVTX) != 0 && folder.st_uid != user && mayAccess(user, descriptor_, W_OK | X_OK);
}

void Folder::makeFolder(const std::string& name, mode_t permissions) const
{
    if (::mkdirat(descriptor_, name.c_str(), permissions) != 0)
        throw systemError(errno, "folder.create").at(*this / name);
}

Folder Folder::openFolder(const std::string& name) const
{
    const fs::path path = *this / name;
    Folder folder = of(::openat(descriptor_, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), path);
    folder.leaders_ = leaders_;
    const uid_t owner = folder.status(".").value().owner;
    if (owner != 0 && owner != ::geteuid())
        folder.leaders_.push_back(owner);
    return folder;
}

void Folder::rename(const std::string& from, const std::string& to) const
{
    move(from, *this, to);
}

void Folder::move(const std::string& from, const Folder& into, const std::string& to) const
{
    const int failure = renameWithoutReplacing(descriptor_, from.c_str(), into.descriptor_, to.c_str());
    if (failure == EEXIST)
        throw Error(ErrorKind::Refused, "target.exists").at(into / to);
    if (failure != 0)
        throw systemError(failure, "file.rename").at(*this / from);
}

void Folder::exchange(const std::string& one, const std::string& other) const
{
    if (::renameat2(descriptor_, one.c_str(), descriptor_, other.c_str(), RENAME_EXCHANGE) == 0)
        return;
    if (lacksNoReplace(errno))
        throw Error(ErrorKind::Unsupported, "file.noExchange").at(*this / one);
    throw systemError(errno, "file.rename").at(*this / one);
}

void Folder::replace(const std::string& from, const std::string& to) const
{
    if (::renameat(descriptor_, from.c_str(), descriptor_, to.c_str()) != 0)
        throw systemError(errno, "file.rename").at(*this / from);
}

void Folder::remove(const std::string& name) const
{
    if (::unlinkat(descriptor_, name.c_str(), 0) != 0)
        throw systemError(errno, "file.remove").at(*this / name);
}

void Folder::removeFolder(const std::string& name) const
{
    if (::unlinkat(descriptor_, name.c_str(), AT_REMOVEDIR) != 0)
        throw systemError(errno, "file.remove").at(*this / name);
}

void Folder::removeTree(const std::string& name) const
{
    removeTree(name, 0);
}

void Folder::removeTree(const std::string& name, std::size_t level) const
{
    if (level > deepestFolder)
        throw Error(ErrorKind::Refused, "folder.deep", {{"limit", std::uint64_t{deepestFolder}}}).at(*this / name);
    const Folder folder = openFolder(name);
    for (const std::string& entry : folder.names([](const std::string&) { return true; })) {
        // By the try, not by asking before: what is no folder now is not one later.
        if (::unlinkat(folder.descriptor_, entry.c_str(), 0) == 0)
            continue;
        if (errno != EISDIR)
            throw systemError(errno, "file.remove").at(folder / entry);
        folder.removeTree(entry, level + 1);
    }
    removeFolder(name);
}

void Folder::sync() const
{
    // Some file systems cannot, and say so: their names need no flush.
    if (::fsync(descriptor_) != 0 && errno != EINVAL)
        throw systemError(errno, "folder.sync").at(path_);
}

WorkFolder WorkFolder::at(const fs::path& path, mode_t permissions)
{
    const fs::path plain = path.has_filename() ? path : path.parent_path();
    std::error_code ignored;
    if (fs::exists(plain, ignored))
        return {std::make_shared<const Folder>(Folder::openToWrite(plain)), std::nullopt};
    if (plain.has_parent_path() && !fs::exists(fs::symlink_status(plain.parent_path(), ignored)))
        at(plain.parent_path(), permissions);
    FilePlace place = FilePlace::toWrite(plain);
    place.folder->makeFolder(place.name, permissions);
    return {std::make_shared<const Folder>(place.folder->openFolder(place.name)), place};
}

void requireOwnFolder(const fs::path& folder)
{
    fs::path there = fs::absolute(folder);
    std::error_code ignored;
    while (there.has_relative_path() && !fs::exists(fs::symlink_status(there, ignored)))
        there = there.parent_path();
    if (Folder::openToWrite(there).isForeign())
        throw Error(ErrorKind::Refused, "folder.notOwn").at(folder);
}

FileSystemSpace spaceAt(const fs::path& path)
{
    fs::path there = fs::absolute(path);
    std::error_code ignored;
    while (there.has_relative_path() && !fs::exists(there, ignored))
        there = there.parent_path();
    struct statvfs found = {};
    if (::statvfs(there.c_str(), &found) != 0)
        throw systemError(errno, "fileSystem.space").at(there);
    return {statusOf(there).identity.device, std::uint64_t{found.f_bavail} * found.f_frsize,
            (found.f_flag & ST_RDONLY) != 0};
}

}  // namespace engine
