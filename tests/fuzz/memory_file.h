#pragma once

#include "storage/file.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace fuzz {

inline void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// A file that holds a fuzzer's input. Pages of zeros are holes, which readers look for.
class MemoryFile {
public:
    MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(memfd_create("image", MFD_CLOEXEC))
    {
        constexpr std::size_t page = 4096;
        require(descriptor_ >= 0 && ftruncate(descriptor_, static_cast<off_t>(size)) == 0);
        for (std::size_t at = 0; at < size; at += page) {
            const std::size_t length = std::min(page, size - at);
            if (std::any_of(data + at, data + at + length, [](std::uint8_t byte) { return byte != 0; }))
                require(pwrite(descriptor_, data + at, length, static_cast<off_t>(at)) == static_cast<ssize_t>(length));
        }
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { close(descriptor_); }

    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
    engine::File open() const { return engine::File::open(path()); }

private:
    int descriptor_;
};

}  // namespace fuzz
