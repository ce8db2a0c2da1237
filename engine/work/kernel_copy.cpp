#include "work/kernel_copy.h"

#include "bytes/error.h"

#include <cerrno>
#include <unistd.h>

namespace engine {

std::uint64_t copyInKernel(const File& from, HostRange range, const File& to, HostOffset offset)
{
    auto source = static_cast<off_t>(range.start.bytes());
    auto target = static_cast<off_t>(offset.bytes());
    std::uint64_t done = 0;
    while (done < range.length) {
        const ssize_t copied =
            ::copy_file_range(from.descriptor(), &source, to.descriptor(), &target, range.length - done, 0);
        if (copied < 0 && errno == EINTR)
            continue;
        if (copied < 0 && (errno == EIO || errno == ENOSPC || errno == EDQUOT || errno == EROFS))
            throw systemError(errno, "file.write").at(to.path()).at(offset.bytes() + done);
        if (copied <= 0)
            break;
        done += static_cast<std::uint64_t>(copied);
    }
    return done;
}

}  // namespace engine
