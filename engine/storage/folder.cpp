#include "storage/folder.h"

#include "bytes/error.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
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
int renameWithoutReplacing(int folder, const char* from, const char* to)
{
    if (::renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (!lacksNoReplace(errno))
        return errno;
    if (::linkat(folder, from, folder, to, 0) == 0)
        return ::unlinkat(folder, from, 0) == 0 ? 0 : errno;
    if (!lacksHardLinks(errno))
        return errno;
    if (::faccessat(folder, to, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return EEXIST;
    return ::renameat(folder, from, folder, to) == 0 ? 0 : errno;
}

}  // namespace

Folder Folder::open(const fs::path& path)
{
    std::error_code failed;
    const fs::path real = fs::canonical(path.empty() ? fs::path(".") : path, failed);
    if (failed)
        throw systemError(failed.value(), "folder.open").at(path);
    const int descriptor = ::open(real.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        throw systemError(errno, "folder.open").at(path);
    Folder folder(descriptor, real);
    const std::optional<FileStatus> status = folder.status(".");
    if (!status)
        throw systemError(ENOENT, "folder.open").at(path);
    folder.identity_ = status->identity;
    return folder;
}

Folder::Folder(int descriptor, fs::path path) noexcept : descriptor_(descriptor), path_(std::move(path)) {}

Folder::Folder(Folder&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)), identity_(other.identity_)
{
}

Folder& Folder::operator=(Folder&& other) noexcept
{
    std::swap(descriptor_, other.descriptor_);
    path_ = std::move(other.path_);
    identity_ = other.identity_;
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

void Folder::rename(const std::string& from, const std::string& to) const
{
    const int failure = renameWithoutReplacing(descriptor_, from.c_str(), to.c_str());
    if (failure == EEXIST)
        throw Error(ErrorKind::Refused, "target.exists").at(*this / to);
    if (failure != 0)
        throw systemError(failure, "file.rename").at(*this / from);
}

void Folder::remove(const std::string& name) const
{
    if (::unlinkat(descriptor_, name.c_str(), 0) != 0)
        throw systemError(errno, "file.remove").at(*this / name);
}

void Folder::sync() const
{
    // Some file systems cannot, and say so: their names need no flush.
    if (::fsync(descriptor_) != 0 && errno != EINVAL)
        throw systemError(errno, "folder.sync").at(path_);
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
