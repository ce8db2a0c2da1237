#include "storage/file.h"

#include "storage/file_kind.h"

#include "bytes/checked.h"
#include "bytes/error.h"

#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include <utility>

namespace engine {

namespace {

FileTime timeOf(const struct statx_timestamp& stamp)
{
    return FileTime(std::chrono::seconds(stamp.tv_sec) + std::chrono::nanoseconds(stamp.tv_nsec));
}

FileStatus statusFrom(const struct statx& raw)
{
    FileStatus status;
    status.identity = {makedev(raw.stx_dev_major, raw.stx_dev_minor), raw.stx_ino};
    status.length = raw.stx_size;
    status.diskSize = raw.stx_blocks * 512;
    status.modified = timeOf(raw.stx_mtime);
    status.changed = timeOf(raw.stx_ctime);
    status.owner = raw.stx_uid;
    status.mode = raw.stx_mode & 0777U;
    status.links = raw.stx_nlink;
    if ((raw.stx_mask & STATX_BTIME) != 0)
        status.born = timeOf(raw.stx_btime);
    status.regular = S_ISREG(raw.stx_mode);
    status.folder = S_ISDIR(raw.stx_mode);
    return status;
}

FileStatus statusAt(int descriptor, const char* path, int flags, const std::filesystem::path& named)
{
    struct statx raw = {};
    if (statx(descriptor, path, flags, STATX_BASIC_STATS | STATX_BTIME, &raw) != 0)
        throw systemError(errno, "file.status").at(named);
    return statusFrom(raw);
}

/// Opens an absolute path folder by folder, following no link in any of them: nobody can swap a folder for a link after
/// the path was judged. Returns -1 with errno where a component cannot be opened so.
int openWithoutLinks(const std::filesystem::path& path, int flags)
{
    int folder = ::open(path.root_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    const std::filesystem::path below = path.relative_path();
    for (auto part = below.begin(); part != below.end() && folder >= 0; ++part) {
        const bool last = std::next(part) == below.end();
        const int next =
            ::openat(folder, part->c_str(), O_NOFOLLOW | (last ? flags : O_PATH | O_DIRECTORY | O_CLOEXEC));
        const int failure = errno;
        ::close(folder);
        errno = failure;
        folder = next;
    }
    return folder;
}

bool isNoName(const std::filesystem::path& name)
{
    return name.empty() || name == "." || name == "..";
}

/// off_t is signed: offsets beyond it cannot be asked for.
constexpr std::uint64_t largestOffset = std::numeric_limits<off_t>::max();

}  // namespace

FileStatus statusOf(const std::filesystem::path& path)
{
    return statusAt(AT_FDCWD, path.c_str(), 0, path);
}

std::filesystem::path canonicalPath(const std::filesystem::path& path)
{
    std::error_code failed;
    std::filesystem::path canonical = std::filesystem::canonical(path, failed);
    if (failed)
        throw systemError(failed.value(), "file.status").at(path);
    return canonical;
}

std::filesystem::path tidyPath(const std::filesystem::path& path)
{
    const std::filesystem::path whole = std::filesystem::absolute(path);
    std::filesystem::path tidy = whole.lexically_normal();
    const auto leadsTo = [&](const std::filesystem::path& one) { return inRealFolder(one / "name").parent_path(); };
    if (isNoName(whole.filename()))
        return leadsTo(tidy) == leadsTo(whole) ? tidy : leadsTo(whole);
    const std::filesystem::path place = inRealFolder(whole);
    return inRealFolder(tidy) == place ? tidy : place;
}

std::filesystem::path inRealFolder(const std::filesystem::path& path)
{
    std::error_code failed;
    const std::filesystem::path whole = std::filesystem::absolute(path);
    const std::filesystem::path folder = std::filesystem::weakly_canonical(whole.parent_path(), failed);
    return (failed ? whole.parent_path().lexically_normal() : folder) / whole.filename();
}

std::optional<FileStatus> statusIn(int folder, const char* name, const std::filesystem::path& named)
{
    struct statx raw = {};
    if (statx(folder, name, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_BTIME, &raw) == 0)
        return statusFrom(raw);
    if (errno == ENOENT)
        return std::nullopt;
    throw systemError(errno, "file.status").at(named);
}

File File::open(const std::filesystem::path& path, Access access, bool followLinks)
{
    // Before the open: opening a device or a pipe can block or act.
    const FileStatus before = statusOf(path);
    if (!before.regular)
        throw notRegular(path);
    const int flags = O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (access == Access::ReadOnly ? O_RDONLY : O_RDWR);
    const int descriptor = followLinks ? ::open(path.c_str(), flags) : openWithoutLinks(path, flags);
    File file = adopt(descriptor, "file.open", path);
    if (!file.status_.regular || file.status_.identity != before.identity)
        throw Error(ErrorKind::Refused, "file.exchanged").at(path);
    return file;
}

File File::create(const std::filesystem::path& path)
{
    constexpr int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    return adopt(::open(path.c_str(), flags, S_IRUSR | S_IWUSR), "file.create", path);
}

File File::adopt(int descriptor, std::string_view code, const std::filesystem::path& path)
{
    if (descriptor < 0)
        throw systemError(errno, code).at(path);
    File file(descriptor, path);
    file.status_ = statusAt(descriptor, "", AT_EMPTY_PATH, path);
    return file;
}

File::File(int descriptor, std::filesystem::path path) noexcept : descriptor_(descriptor), path_(std::move(path)) {}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)), status_(other.status_)
{
}

File& File::operator=(File&& other) noexcept
{
    std::swap(descriptor_, other.descriptor_);
    path_ = std::move(other.path_);
    status_ = other.status_;
    return *this;
}

File::~File()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

std::size_t File::readSome(std::uint64_t offset, std::span<std::byte> buffer) const
{
    std::size_t done = 0;
    while (done < buffer.size() && offset + done <= largestOffset) {
        const ssize_t count =
            ::pread(descriptor_, buffer.data() + done, buffer.size() - done, static_cast<off_t>(offset + done));
        if (count == 0)
            break;
        if (count < 0) {
            if (errno == EINTR)
                continue;
            throw systemError(errno, "file.read").at(path_).at(offset + done);
        }
        done += static_cast<std::size_t>(count);
    }
    return done;
}

void File::read(std::uint64_t offset, std::span<std::byte> buffer) const
{
    const std::size_t done = readSome(offset, buffer);
    if (done < buffer.size())
        throw Error(ErrorKind::Refused, "file.truncated",
                    {{"structure", std::string("file")},
                     {"needed", std::uint64_t{buffer.size()}},
                     {"available", std::uint64_t{done}}})
            .at(path_)
            .at(offset);
}

void File::readPadded(std::uint64_t offset, std::span<std::byte> buffer) const
{
    const std::size_t done = readSome(offset, buffer);
    std::fill(buffer.begin() + static_cast<std::ptrdiff_t>(done), buffer.end(), std::byte{0});
}

void File::write(std::uint64_t offset, std::span<const std::byte> buffer) const
{
    std::size_t done = 0;
    while (done < buffer.size()) {
        const ssize_t count =
            ::pwrite(descriptor_, buffer.data() + done, buffer.size() - done, static_cast<off_t>(offset + done));
        if (count < 0) {
            if (errno == EINTR)
                continue;
            throw systemError(errno, "file.write").at(path_).at(offset + done);
        }
        done += static_cast<std::size_t>(count);
    }
}

File::Clone File::clone(const File& from, HostRange range, HostOffset to) const
{
    // A length of 0 would mean: to the end of the file.
    if (range.empty())
        return Clone::Done;
    const file_clone_range clone{from.descriptor_, range.start.bytes(), range.length, to.bytes()};
    int result = 0;
    do
        result = ::ioctl(descriptor_, FICLONERANGE, &clone);
    while (result != 0 && errno == EINTR);
    if (result == 0)
        return Clone::Done;
    if (errno == EIO || errno == ENOSPC || errno == EDQUOT || errno == EROFS)
        throw systemError(errno, "file.write").at(path_).at(to.bytes());
    return errno == EXDEV || errno == EINVAL ? Clone::NotThis : Clone::Never;
}

void File::resize(std::uint64_t length) const
{
    if (length > largestOffset || ::ftruncate(descriptor_, static_cast<off_t>(length)) != 0)
        throw systemError(length > largestOffset ? EFBIG : errno, "file.resize").at(path_);
}

void File::startWriteBack(HostRange range) const noexcept
{
    ::sync_file_range(descriptor_, static_cast<off_t>(range.start.bytes()), static_cast<off_t>(range.length),
                      SYNC_FILE_RANGE_WRITE);
}

void File::awaitWriteBack(HostRange range) const
{
    constexpr unsigned flags = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
    const int result = ::sync_file_range(descriptor_, static_cast<off_t>(range.start.bytes()),
                                         static_cast<off_t>(range.length), flags);
    // An error that is told here is not told again by fsync. Not every file system knows the call.
    if (result != 0 && (errno == EIO || errno == ENOSPC || errno == EDQUOT))
        throw systemError(errno, "file.sync").at(path_);
}

void File::sync() const
{
    if (::fsync(descriptor_) != 0)
        throw systemError(errno, "file.sync").at(path_);
}

bool File::isHole(HostRange range) const
{
    return nextData(range.start.bytes()) >= std::min(range.end().bytes(), length());
}

std::uint64_t File::nextData(std::uint64_t offset) const
{
    if (offset > largestOffset)
        return offset;
    const off_t data = ::lseek(descriptor_, static_cast<off_t>(offset), SEEK_DATA);
    if (data < 0)
        return errno == ENXIO ? std::max(length(), offset) : offset;
    return static_cast<std::uint64_t>(data);
}

HostRangeSet File::dataRanges(HostRange window, const std::stop_token& stop) const
{
    HostRangeSet ranges;
    window = intersection(window, HostRange{HostOffset(0), std::min(length(), largestOffset)});
    HostOffset position = window.start;
    while (position < window.end()) {
        throwIfStopped(stop);
        const off_t data = ::lseek(descriptor_, static_cast<off_t>(position.bytes()), SEEK_DATA);
        if (data < 0 && errno == ENXIO)
            break;
        if (data < 0 && errno != EINVAL && errno != EOPNOTSUPP)
            throw systemError(errno, "file.seek").at(path_).at(position.bytes());
        const HostOffset start = data < 0 ? position : HostOffset(static_cast<std::uint64_t>(data));
        const off_t hole = data < 0 ? -1 : ::lseek(descriptor_, data, SEEK_HOLE);
        const HostOffset end = hole < 0 ? window.end() : HostOffset(static_cast<std::uint64_t>(hole));
        // A file that shrinks meanwhile could otherwise send us back.
        if (end <= position)
            break;
        ranges.append(intersection(HostRange::between(start, end), window));
        position = end;
    }
    return ranges;
}

}  // namespace engine
