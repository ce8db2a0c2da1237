#include "guest/btrfs/device.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"

#include <algorithm>
#include <tuple>

namespace engine::btrfs {

namespace {

/// Where on the device, how long, which chunk.
using DeviceExtent = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>;

DeviceExtent parseDeviceExtent(const Item& item)
{
    ByteReader reader(item.data, item.place, "btrfs device extent");
    const auto chunkTree = reader.littleEndian<std::uint64_t>();
    const auto chunkObject = reader.littleEndian<std::uint64_t>();
    const auto chunk = reader.littleEndian<std::uint64_t>();
    const auto length = reader.littleEndian<std::uint64_t>();
    if (chunkTree != chunkTreeId || chunkObject != firstChunkTreeId)
        throw contradiction("device extent", item.place);
    return {item.key.offset, length, chunk};
}

void requireNotReplacing(const Item& item)
{
    constexpr std::uint64_t started = 1;
    constexpr std::uint64_t suspended = 4;
    ByteReader reader(item.data, item.place, "btrfs device replace item");
    reader.skip(4 * 8);  // src_devid, cursor_left, cursor_right, cont_reading_from_srcdev_mode
    const auto state = reader.littleEndian<std::uint64_t>();
    if (state == started || state == suspended)
        throw volumeNeedsRecovery("device replace");
    if (state > suspended)
        throw contradiction("device replace item", item.place);
}

std::vector<DeviceExtent> extentsOfChunks(const ChunkMap& chunks)
{
    std::vector<DeviceExtent> extents;
    for (const Chunk& chunk : chunks.chunks()) {
        for (const VolumeOffset stripe : chunk.stripes)
            extents.emplace_back(stripe.bytes(), chunk.range.length, chunk.range.start.bytes());
    }
    std::ranges::sort(extents);
    return extents;
}

void requireDeviceItem(const Item& item, const Superblock& superblock)
{
    if (item.data.size() < DeviceItem::length || DeviceItem::parse(item.data) != superblock.device ||
        item.key.offset != superblock.device.id)
        throw contradiction("device item", item.place);
}

}  // namespace

ChunkMap readChunkTree(const TreeReader& reader, const Superblock& superblock)
{
    std::vector<Chunk> chunks;
    unsigned devices = 0;
    reader.walk(superblock.chunkTree, [&](const Item& item) {
        if (item.key.type == ItemType::Device) {
            requireDeviceItem(item, superblock);
            ++devices;
        } else if (item.key.type == ItemType::Chunk && item.key.objectid == firstChunkTreeId) {
            std::size_t consumed = 0;
            chunks.push_back(parseChunk(item.key, item.data, superblock, item.place, consumed));
        } else {
            throw contradiction("chunk tree item", item.place);
        }
    });
    if (devices != 1)
        throw contradiction("chunk tree", superblock.chunkTree.block.bytes());
    return ChunkMap(std::move(chunks));
}

void requireDeviceTree(const TreeReader& reader, const TreePointer& root, const Superblock& superblock,
                       const ChunkMap& chunks)
{
    std::vector<DeviceExtent> extents;
    std::uint64_t used = 0;
    reader.walk(root, [&](const Item& item) {
        if (item.key.type == ItemType::DeviceReplace)
            requireNotReplacing(item);
        if (item.key.type != ItemType::DeviceExtent)
            return;
        if (item.key.objectid != superblock.device.id)
            throw contradiction("device extent", item.place);
        extents.push_back(parseDeviceExtent(item));
    });
    if (extents != extentsOfChunks(chunks))
        throw contradiction("device tree", root.block.bytes());
    // Stripes lie apart inside the device, so that this does not wrap.
    for (const DeviceExtent& extent : extents)
        used += std::get<1>(extent);
    if (used != superblock.device.bytesUsed)
        throw freeCountDiffers("dev_item.bytes_used", used, superblock.device.bytesUsed);
}

}  // namespace engine::btrfs
