#include "storage/shared_extents.h"

#include "bytes/error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <optional>
#include <span>
#include <sys/ioctl.h>
#include <sys/vfs.h>

namespace engine {

namespace {

constexpr std::size_t batch = 512;

/// What a kind of file system lets one know.
enum class Sharing : std::uint8_t {
    Never,   ///< every block belongs to one file, and st_blocks counts it
    Told,    ///< FIEMAP tells each shared block
    Partly,  ///< or there is no knowing
};

Sharing sharingOf(int descriptor)
{
    struct statfs system = {};
    if (::fstatfs(descriptor, &system) != 0)
        return Sharing::Partly;
    switch (static_cast<std::uint32_t>(system.f_type)) {
    case EXT4_SUPER_MAGIC:  // and ext2, ext3
    case TMPFS_MAGIC:
    case RAMFS_MAGIC:
    case MSDOS_SUPER_MAGIC:
    case EXFAT_SUPER_MAGIC:
        return Sharing::Never;
    case XFS_SUPER_MAGIC:
        return Sharing::Told;
    default:
        return Sharing::Partly;
    }
}

/// A request of FIEMAP with room for its answer.
class ExtentRequest {
public:
    /// The extents from `start` to the end of the file, as many as there is room for; nothing where the file system
    /// does not list them.
    std::optional<std::span<const fiemap_extent>> ask(int descriptor, std::uint64_t start)
    {
        buffer_.fill(std::byte{0});
        auto* request = reinterpret_cast<fiemap*>(buffer_.data());
        request->fm_start = start;
        request->fm_length = FIEMAP_MAX_OFFSET - start;
        request->fm_extent_count = batch;
        int result = 0;
        do
            result = ::ioctl(descriptor, FS_IOC_FIEMAP, request);
        while (result != 0 && errno == EINTR);
        if (result != 0)
            return std::nullopt;
        return std::span(request->fm_extents, std::min<std::size_t>(request->fm_mapped_extents, batch));
    }

private:
    alignas(fiemap) std::array<std::byte, sizeof(fiemap) + batch * sizeof(fiemap_extent)> buffer_{};
};

void take(SharedExtents& found, const fiemap_extent& extent)
{
    constexpr std::uint32_t placeless =
        FIEMAP_EXTENT_UNKNOWN | FIEMAP_EXTENT_ENCODED | FIEMAP_EXTENT_DATA_INLINE | FIEMAP_EXTENT_DATA_TAIL;
    if ((extent.fe_flags & FIEMAP_EXTENT_SHARED) == 0)
        return;
    if ((extent.fe_flags & placeless) != 0) {
        found.exact = false;
        return;
    }
    const HostRange range{HostOffset(extent.fe_logical), extent.fe_length};
    SharedExtent* last = found.extents.empty() ? nullptr : &found.extents.back();
    if (last && last->range.end() == range.start && last->physical + last->range.length == extent.fe_physical)
        last->range.length += range.length;
    else
        found.extents.push_back({range, extent.fe_physical});
}

}  // namespace

SharedExtents sharedExtentsOf(const File& file, const std::stop_token& stop)
{
    SharedExtents found;
    const Sharing sharing = sharingOf(file.descriptor());
    if (sharing == Sharing::Never)
        return found;
    found.exact = sharing == Sharing::Told;
    ExtentRequest request;
    for (std::uint64_t position = 0;;) {
        throwIfStopped(stop);
        const auto extents = request.ask(file.descriptor(), position);
        if (!extents)
            found.exact = false;
        if (!extents || extents->empty())
            return found;
        for (const fiemap_extent& extent : *extents)
            take(found, extent);
        const fiemap_extent& last = extents->back();
        const std::uint64_t end = last.fe_logical + last.fe_length;
        if ((last.fe_flags & FIEMAP_EXTENT_LAST) != 0 || end <= position)
            return found;
        position = end;
    }
}

}  // namespace engine
