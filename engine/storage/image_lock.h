#pragma once

#include "storage/file.h"

namespace engine {

/// QEMU's permissions on an image (include/block/block-common.h, BLK_PERM_*), as a bit set.
enum class LockPermission : unsigned {
    None = 0,
    ConsistentRead = 1U << 0,
    Write = 1U << 1,
    WriteUnchanged = 1U << 2,
    Resize = 1U << 3,
    All = 0xf,
};

constexpr LockPermission operator|(LockPermission a, LockPermission b) noexcept
{
    return static_cast<LockPermission>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool includes(LockPermission set, LockPermission part) noexcept
{
    return (static_cast<unsigned>(set) & static_cast<unsigned>(part)) != 0;
}

/// What other processes hold on a file: QEMU writes each permission that it has as a shared OFD lock on byte 100 + bit,
/// each that it denies to others on byte 200 + bit (block/file-posix.c, RAW_LOCK_PERM_BASE, RAW_LOCK_SHARED_BASE).
struct LockHolders {
    LockPermission held = LockPermission::None;    ///< somebody has these
    LockPermission denied = LockPermission::None;  ///< somebody lets nobody else have these

    /// A virtual machine, or another tool, may write while we look.
    bool writer() const noexcept { return includes(held, LockPermission::Write | LockPermission::Resize); }
};

/// Takes nothing, changes nothing. Locks of this very `file` do not count. Throws Error (Io); a file system without
/// locks has no holders.
LockHolders lockHolders(const File& file);

/// Our own share in those locks, while it lives. The file outlives it. Two locks need two Files: OFD locks belong to
/// the open file description.
class ImageLock {
public:
    /// Throws Error(InUse, "image.inUse") where another process has what we deny, or denies what we need; takes nothing
    /// then.
    ImageLock(const File& file, LockPermission needed, LockPermission denied);
    ImageLock(const ImageLock&) = delete;
    ImageLock& operator=(const ImageLock&) = delete;
    ~ImageLock();

    /// What an operation needs that changes an image in place: nobody else may read consistently, write or resize.
    static ImageLock exclusive(const File& file);

private:
    void release() noexcept;

    const File& file_;
};

}  // namespace engine
