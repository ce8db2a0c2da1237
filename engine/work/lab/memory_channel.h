#pragma once

#include <cstddef>
#include <ext2fs/ext2fs.h>
#include <span>

namespace engine::lab {

/// A disk in memory as libext2fs opens it: while the object lives, `manager()` opens this disk on this thread.
class MemoryChannel {
public:
    explicit MemoryChannel(std::span<std::byte> disk) noexcept;
    MemoryChannel(const MemoryChannel&) = delete;
    MemoryChannel& operator=(const MemoryChannel&) = delete;
    ~MemoryChannel();

    static io_manager manager();
};

}  // namespace engine::lab
