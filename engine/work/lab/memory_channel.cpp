#include "work/lab/memory_channel.h"

#include "bytes/checked.h"

#include <cstring>
#include <memory>

namespace engine::lab {

namespace {

/// The library hands a name to its opener and nothing else, so the disk that is being opened waits here.
thread_local std::span<std::byte> diskToOpen;

struct Channel {
    struct_io_channel channel{};
    std::span<std::byte> disk;
};

errcode_t openChannel(const char*, int, io_channel* out)
{
    auto opened = std::make_unique<Channel>();
    opened->disk = diskToOpen;
    opened->channel.magic = EXT2_ET_MAGIC_IO_CHANNEL;
    opened->channel.manager = MemoryChannel::manager();
    opened->channel.block_size = 1024;
    opened->channel.refcount = 1;
    opened->channel.private_data = opened.get();
    *out = &opened.release()->channel;
    return 0;
}

errcode_t closeChannel(io_channel channel)
{
    if (--channel->refcount == 0)
        delete static_cast<Channel*>(channel->private_data);
    return 0;
}

errcode_t setBlockSize(io_channel channel, int blockSize)
{
    channel->block_size = blockSize;
    return 0;
}

/// Empty where the library asks for what is not on the disk. A negative count is one of bytes.
std::span<std::byte> part(io_channel channel, unsigned long long block, int count)
{
    const auto blockSize = static_cast<std::uint64_t>(channel->block_size);
    const std::uint64_t length =
        count < 0 ? static_cast<std::uint64_t>(-std::int64_t{count}) : static_cast<std::uint64_t>(count) * blockSize;
    const auto disk = static_cast<Channel*>(channel->private_data)->disk;
    const auto offset = checkedMultiply(block, blockSize);
    if (!offset || !fits(*offset, length, disk.size()))
        return {};
    return disk.subspan(*offset, length);
}

errcode_t readBlocks(io_channel channel, unsigned long long block, int count, void* data)
{
    const auto from = part(channel, block, count);
    if (from.empty())
        return EXT2_ET_SHORT_READ;
    std::memcpy(data, from.data(), from.size());
    return 0;
}

errcode_t writeBlocks(io_channel channel, unsigned long long block, int count, const void* data)
{
    const auto to = part(channel, block, count);
    if (to.empty())
        return EXT2_ET_SHORT_WRITE;
    std::memcpy(to.data(), data, to.size());
    return 0;
}

}  // namespace

MemoryChannel::MemoryChannel(std::span<std::byte> disk) noexcept
{
    diskToOpen = disk;
}

MemoryChannel::~MemoryChannel()
{
    diskToOpen = {};
}

io_manager MemoryChannel::manager()
{
    static struct_io_manager ours = [] {
        struct_io_manager manager{};
        manager.magic = EXT2_ET_MAGIC_IO_MANAGER;
        manager.name = "practice disk";
        manager.open = openChannel;
        manager.close = closeChannel;
        manager.set_blksize = setBlockSize;
        manager.read_blk = [](io_channel channel, unsigned long block, int count, void* data) {
            return readBlocks(channel, block, count, data);
        };
        manager.write_blk = [](io_channel channel, unsigned long block, int count, const void* data) {
            return writeBlocks(channel, block, count, data);
        };
        manager.read_blk64 = readBlocks;
        manager.write_blk64 = writeBlocks;
        manager.flush = [](io_channel) -> errcode_t { return 0; };
        return manager;
    }();
    return &ours;
}

}  // namespace engine::lab
