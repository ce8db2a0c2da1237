#include "storage/hold.h"

#include "bytes/error.h"

#include <cerrno>
#include <fcntl.h>

namespace engine {

Hold takeHold(const File& file)
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = off_t{1} << 62;
    lock.l_len = 1;
    if (fcntl(file.descriptor(), F_OFD_SETLK, &lock) == 0)
        return Hold::Taken;
    switch (errno) {
    case EAGAIN:
    case EACCES:
        return Hold::Held;
    case EINVAL:
    case ENOLCK:
    case ENOTSUP:
    case ENOSYS:
        return Hold::Unknown;
    default:
        throw systemError(errno, "file.lock").at(file.path());
    }
}

}  // namespace engine
