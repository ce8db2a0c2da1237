#include "work/sparse_write.h"

#include "bytes/checked.h"

#include <algorithm>
#include <cstring>

namespace engine {

namespace {

constexpr std::uint64_t blockBytes = 4096;

bool allZero(std::span<const std::byte> bytes)
{
    return bytes.front() == std::byte{0} && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0;
}

/// How many bytes from `from` on are in blocks of the same kind as the first.
std::size_t runLength(HostOffset offset, std::span<const std::byte> bytes, bool& zero)
{
    std::size_t length = 0;
    while (length < bytes.size()) {
        const std::uint64_t position = (offset + length).bytes();
        const std::uint64_t toBlockEnd = alignDown(position, blockBytes) + blockBytes - position;
        const auto block = bytes.subspan(length, std::min<std::uint64_t>(toBlockEnd, bytes.size() - length));
        const bool isZero = allZero(block);
        if (length == 0)
            zero = isZero;
        else if (isZero != zero)
            break;
        length += block.size();
    }
    return length;
}

}  // namespace

std::uint64_t writeSparse(const File& file, HostOffset offset, std::span<const std::byte> bytes)
{
    std::uint64_t written = 0;
    while (!bytes.empty()) {
        bool zero = false;
        const std::size_t length = runLength(offset, bytes, zero);
        if (!zero) {
            file.write(offset.bytes(), bytes.first(length));
            written += length;
        }
        bytes = bytes.subspan(length);
        offset = offset + length;
    }
    return written;
}

}  // namespace engine
