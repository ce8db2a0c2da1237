#include "guest/ext/library.h"

#include "bytes/checked.h"
#include "guest/checksum.h"
#include "guest/doubt.h"

#include <cerrno>

namespace engine::ext {

namespace {

/// The library hands a name to its opener and nothing else, so the volume that is being opened waits here.
thread_local io_channel channelToOpen = nullptr;

errcode_t setBlockSize(io_channel channel, int blockSize)
{
    channel->block_size = blockSize;
    return 0;
}

/// The channel is a member of its Library.
errcode_t closeChannel(io_channel)
{
    return 0;
}

errcode_t refuseWrite(io_channel, unsigned long, int, const void*)
{
    return EROFS;
}

errcode_t refuseWrite64(io_channel, unsigned long long, int, const void*)
{
    return EROFS;
}

errcode_t flush(io_channel)
{
    return 0;
}

}  // namespace

Library::Library(std::shared_ptr<const BlockSource> source, Superblock superblock)
    : source_(source), superblock_(std::move(superblock)), reads_(std::move(source))
{
    channel_.magic = EXT2_ET_MAGIC_IO_CHANNEL;
    channel_.manager = const_cast<io_manager>(&manager());
    channel_.block_size = 1024;
    channel_.refcount = 1;
    channel_.private_data = this;
    // 64BITS: bitmaps and checksums of bigalloc need it. Checksums are ignored where fuzzing ignores them.
    const int flags = EXT2_FLAG_64BITS | (checksumMatches(0, 1) ? EXT2_FLAG_IGNORE_CSUM_ERRORS : 0);
    channelToOpen = &channel_;
    ext2_filsys fs = nullptr;
    const errcode_t result = ext2fs_open2("", nullptr, flags, 0, 0, channel_.manager, &fs);
    channelToOpen = nullptr;
    fs_.reset(fs);
    require(result, "superblock", superblockOffset);
    // An empty list: the library would read the list of bad blocks to leave them out of inode tables.
    require(ext2fs_badblocks_list_create(&fs_->badblocks, 0), "bad blocks", 0);
}

void Library::require(errcode_t result, std::string_view structure, std::uint64_t offset) const
{
    reads_.rethrow();
    if (result != 0)
        throw contradiction(structure, offset);
}

VolumeRange Library::range(std::uint64_t block, std::uint64_t count) const
{
    const std::uint64_t blockSize = superblock_.blockSize();
    if (block < superblock_.firstDataBlock || !fits(block, count, superblock_.blocksCount))
        throw Error(ErrorKind::Refused, "volume.outside",
                    {{"value", checkedMultiply(block, blockSize).value_or(UINT64_MAX)},
                     {"length", checkedMultiply(count, blockSize).value_or(UINT64_MAX)},
                     {"limit", superblock_.length()}});
    return {VolumeOffset(block * blockSize), count * blockSize};
}

std::uint64_t Library::placeOfInode(std::uint32_t number) const
{
    const std::uint32_t index = number - 1;
    return ext2fs_inode_table_loc(fs(), index / superblock_.inodesPerGroup) * superblock_.blockSize() +
           std::uint64_t{index % superblock_.inodesPerGroup} * superblock_.inodeSize;
}

void Library::read(std::uint64_t block, std::span<std::byte> out) const
{
    source_->read(block * superblock_.blockSize(), out);
}

errcode_t Library::openChannel(const char*, int, io_channel* channel)
{
    *channel = channelToOpen;
    return 0;
}

errcode_t Library::readBlocks(io_channel channel, unsigned long long block, int count, void* data)
{
    // A negative count is one of bytes.
    const auto blockSize = static_cast<std::uint64_t>(channel->block_size);
    const std::uint64_t length =
        count < 0 ? static_cast<std::uint64_t>(-std::int64_t{count}) : static_cast<std::uint64_t>(count) * blockSize;
    const auto offset = checkedMultiply(block, blockSize);
    if (!offset)
        return EXT2_ET_SHORT_READ;
    const auto* library = static_cast<const Library*>(channel->private_data);
    const bool done = library->reads_.read(*offset, {static_cast<std::byte*>(data), length});
    return done ? 0 : EXT2_ET_SHORT_READ;
}

const struct_io_manager& Library::manager()
{
    static const struct_io_manager ours = [] {
        struct_io_manager manager{};
        manager.magic = EXT2_ET_MAGIC_IO_MANAGER;
        manager.name = "BlockSource";
        manager.open = openChannel;
        manager.close = closeChannel;
        manager.set_blksize = setBlockSize;
        manager.read_blk = [](io_channel channel, unsigned long block, int count, void* data) {
            return readBlocks(channel, block, count, data);
        };
        manager.read_blk64 = readBlocks;
        manager.write_blk = refuseWrite;
        manager.write_blk64 = refuseWrite64;
        manager.flush = flush;
        return manager;
    }();
    return ours;
}

}  // namespace engine::ext
