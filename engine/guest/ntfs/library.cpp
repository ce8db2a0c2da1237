#include "guest/ntfs/library.h"

#include "bytes/checked.h"
#include "bytes/error.h"
#include "guest/library_reads.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <mutex>

// The headers want to know what the system has, and define min and max.
#define HAVE_TIME_H 1
#define HAVE_SYS_STAT_H 1
#define HAVE_STDARG_H 1
#define HAVE_STDIO_H 1
#define HAVE_CLOCK_GETTIME 1
extern "C" {
#include <ntfs-3g/attrib.h>
#include <ntfs-3g/device.h>
#include <ntfs-3g/inode.h>
#include <ntfs-3g/logfile.h>
#include <ntfs-3g/logging.h>
#include <ntfs-3g/volume.h>
}
#undef min
#undef max

namespace engine::ntfs {

namespace {

LibraryReads& readsOf(ntfs_device* device)
{
    return *static_cast<LibraryReads*>(device->d_private);
}

int fail(int error)
{
    errno = error;
    return -1;
}

s64 readAt(ntfs_device* device, void* buffer, s64 count, s64 offset)
{
    LibraryReads& reads = readsOf(device);
    if (count < 0 || offset < 0)
        return fail(EINVAL);
    const auto start = static_cast<std::uint64_t>(offset);
    const std::uint64_t left = start < reads.size() ? reads.size() - start : 0;
    const std::uint64_t length = std::min(static_cast<std::uint64_t>(count), left);
    if (!reads.read(start, std::span(static_cast<std::byte*>(buffer), length)))
        return fail(EIO);
    return static_cast<s64>(length);
}

/// Only asked whether the last sector is there.
s64 seekTo(ntfs_device* device, s64 offset, int whence)
{
    if (whence != SEEK_SET || offset < 0 || static_cast<std::uint64_t>(offset) >= readsOf(device).size())
        return fail(EINVAL);
    return offset;
}

ntfs_device_operations& readOnlyOperations()
{
    static ntfs_device_operations operations = [] {
        ntfs_device_operations made{};
        made.open = [](ntfs_device*, int) { return 0; };
        made.close = [](ntfs_device*) { return 0; };
        made.seek = seekTo;
        made.read = [](ntfs_device*, void*, s64) -> s64 { return fail(EOPNOTSUPP); };
        made.write = [](ntfs_device*, const void*, s64) -> s64 { return fail(EROFS); };
        made.pread = readAt;
        made.pwrite = [](ntfs_device*, const void*, s64, s64) -> s64 { return fail(EROFS); };
        made.sync = [](ntfs_device*) { return 0; };
        made.stat = [](ntfs_device*, struct stat*) { return fail(EOPNOTSUPP); };
        made.ioctl = [](ntfs_device*, unsigned long, void*) { return fail(EOPNOTSUPP); };
        return made;
    }();
    return operations;
}

std::mutex& globalState()
{
    static std::mutex mutex;
    return mutex;
}

Error refusal(std::string_view structure, int error)
{
    return Error(ErrorKind::Corrupt, "ntfs.libraryRefuses",
                 {{"structure", std::string(structure)}, {"system", std::string(std::strerror(error))}});
}

bool isLogFileClean(ntfs_volume* volume)
{
    ntfs_inode* const inode = ntfs_inode_open(volume, FILE_LogFile);
    if (!inode)
        return false;
    ntfs_attr* const data = ntfs_attr_open(inode, AT_DATA, AT_UNNAMED, 0);
    RESTART_PAGE_HEADER* page = nullptr;
    const bool clean = data && ntfs_check_logfile(data, &page) && ntfs_is_logfile_clean(data, page);
    std::free(page);
    if (data)
        ntfs_attr_close(data);
    ntfs_inode_close(inode);
    return clean;
}

}  // namespace

struct Library::State {
    explicit State(std::shared_ptr<const BlockSource> source) : lock(globalState()), reads(std::move(source)) {}
    ~State()
    {
        if (volume)
            ntfs_umount(volume, FALSE);  // takes the device with it
        else if (device)
            ntfs_device_free(device);
    }

    std::lock_guard<std::mutex> lock;
    LibraryReads reads;
    ntfs_device* device = nullptr;
    ntfs_volume* volume = nullptr;
};

Library::Library(std::shared_ptr<const BlockSource> source) : state_(std::make_unique<State>(std::move(source)))
{
    ntfs_log_set_handler(ntfs_log_handler_null);
    state_->device = ntfs_device_alloc("volume", 0, &readOnlyOperations(), &state_->reads);
    if (!state_->device)
        throw refusal("device", errno);
    state_->volume = ntfs_device_mount(state_->device, NTFS_MNT_RDONLY);
    const int error = errno;
    state_->reads.rethrow();
    if (!state_->volume)
        throw refusal("volume", error);
    const bool clean = isLogFileClean(state_->volume);
    state_->reads.rethrow();
    if (!clean)
        throw refusal("$LogFile", EOPNOTSUPP);
}

Library::~Library() = default;

std::uint64_t Library::clusters() const noexcept
{
    return static_cast<std::uint64_t>(state_->volume->nr_clusters);
}

void Library::readBitmap(std::uint64_t offset, std::span<std::byte> out)
{
    const s64 length = static_cast<s64>(out.size());
    const s64 done = ntfs_attr_pread(state_->volume->lcnbmp_na, static_cast<s64>(offset), length, out.data());
    const int error = errno;
    state_->reads.rethrow();
    if (done != length)
        throw refusal("$Bitmap", error);
}

}  // namespace engine::ntfs
