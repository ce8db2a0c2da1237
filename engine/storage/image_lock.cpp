#include "storage/image_lock.h"

#include "bytes/error.h"

#include <cerrno>
#include <fcntl.h>

namespace engine {

namespace {

constexpr off_t permissionBase = 100;
constexpr off_t deniedBase = 200;
constexpr unsigned permissionCount = 4;

struct flock lockOf(short type, off_t start)
{
    struct flock lock = {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = start;
    lock.l_len = 1;
    return lock;
}

bool unsupported(int errorNumber)
{
    return errorNumber == EINVAL || errorNumber == ENOLCK || errorNumber == ENOTSUP;
}

/// The bits of the bytes from `base` that somebody else has locked.
LockPermission lockedBits(const File& file, off_t base)
{
    LockPermission bits = LockPermission::None;
    for (unsigned bit = 0; bit < permissionCount; ++bit) {
        struct flock lock = lockOf(F_WRLCK, base + static_cast<off_t>(bit));
        if (fcntl(file.descriptor(), F_OFD_GETLK, &lock) != 0) {
            if (unsupported(errno))
                return LockPermission::None;
            throw systemError(errno, "file.lock").at(file.path());
        }
        if (lock.l_type != F_UNLCK)
            bits = bits | static_cast<LockPermission>(1U << bit);
    }
    return bits;
}

void lockBits(const File& file, off_t base, LockPermission bits)
{
    for (unsigned bit = 0; bit < permissionCount; ++bit) {
        if (!includes(bits, static_cast<LockPermission>(1U << bit)))
            continue;
        struct flock lock = lockOf(F_RDLCK, base + static_cast<off_t>(bit));
        if (fcntl(file.descriptor(), F_OFD_SETLK, &lock) != 0 && !unsupported(errno))
            throw systemError(errno, "file.lock").at(file.path());
    }
}

}  // namespace

LockHolders lockHolders(const File& file)
{
    return {lockedBits(file, permissionBase), lockedBits(file, deniedBase)};
}

ImageLock::ImageLock(const File& file, LockPermission needed, LockPermission denied) : file_(file)
{
    try {
        // First take, then look, as QEMU does: of two that start together at least one sees the other.
        lockBits(file, permissionBase, needed);
        lockBits(file, deniedBase, denied);
        const LockHolders others = lockHolders(file);
        if (includes(others.held, denied) || includes(others.denied, needed))
            throw Error(ErrorKind::InUse, "image.inUse").at(file.path());
    } catch (...) {
        release();
        throw;
    }
}

ImageLock::~ImageLock()
{
    release();
}

ImageLock ImageLock::exclusive(const File& file)
{
    return {file, LockPermission::ConsistentRead | LockPermission::Write | LockPermission::Resize, LockPermission::All};
}

void ImageLock::release() noexcept
{
    struct flock lock = lockOf(F_UNLCK, permissionBase);
    lock.l_len = deniedBase + static_cast<off_t>(permissionCount) - permissionBase;
    fcntl(file_.descriptor(), F_OFD_SETLK, &lock);
}

}  // namespace engine
