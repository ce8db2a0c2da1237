#include "guest/exfat/free_space.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "guest/exfat/files.h"
#include "guest/free_ranges.h"
#include "image/field_check.h"

#include <algorithm>

namespace engine::exfat {

namespace {

/// Content of a file of the file system itself, which is small.
std::vector<std::byte> readAll(const BlockSource& source, const std::vector<VolumeRange>& ranges, std::uint64_t length)
{
    std::vector<std::byte> content(length);
    std::span<std::byte> out(content);
    for (const VolumeRange& range : ranges) {
        const std::span part = out.first(std::min<std::uint64_t>(out.size(), range.length));
        source.read(range.start.bytes(), part);
        out = out.subspan(part.size());
    }
    return content;
}

/// Reads the Allocation Bitmap, and the table where bits are 0, front to back.
class Sweep {
public:
    Sweep(const BlockSource& source, const Superblock& block, const Table& table)
        : source_(source), block_(block), table_(table)
    {
    }

    /// @param bitmap where it is stored; long enough
    VolumeRangeSet run(const std::vector<VolumeRange>& bitmap)
    {
        constexpr std::uint64_t pieceBytes = 8 << 10;
        std::uint64_t left = block_.heap.count;
        for (const VolumeRange& range : bitmap) {
            for (std::uint64_t at = 0; at < range.length && left > 0; at += pieceBytes) {
                const std::uint64_t bytes = std::min({pieceBytes, range.length - at, divideUp(left, 8)});
                const std::uint64_t count = std::min(left, bytes * 8);
                bits_.resize(bytes);
                source_.read(range.start.bytes() + at, bits_);
                look(static_cast<std::uint32_t>(count));
                left -= count;
            }
        }
        return std::move(free_);
    }

private:
    void look(std::uint32_t count)
    {
        const auto isFull = [](std::byte byte) { return byte == std::byte{0xff}; };
        if (!std::all_of(bits_.begin(), bits_.end(), isFull)) {
            entries_.resize(std::size_t{count} * 4);
            source_.read(table_.entryOffset(cluster_), entries_);
            for (std::uint32_t index = 0; index < count; ++index)
                lookAt(index);
        }
        cluster_ += count;
    }

    void lookAt(std::uint32_t index)
    {
        if ((bits_[index / 8] & (std::byte{1} << (index % 8))) != std::byte{0})
            return;
        if (loadLittleEndian<std::uint32_t>(entries_.data() + std::size_t{index} * 4) != badClusterMark)
            appendFree(free_, block_.heap.range(cluster_ + index, 1));
    }

    const BlockSource& source_;
    const Superblock& block_;
    const Table& table_;
    std::uint32_t cluster_ = clusters::firstCluster;
    std::vector<std::byte> bits_;
    std::vector<std::byte> entries_;
    VolumeRangeSet free_;
};

void checkUpcaseTable(const BlockSource& source, const RootEntries& entries, const std::vector<VolumeRange>& stored)
{
    constexpr std::uint64_t mostBytes = 128 << 10;
    requireAtMost("Up-case Table DataLength", entries.upcaseTable.dataLength, mostBytes);
    std::uint32_t sum = 0;
    for (const std::byte byte : readAll(source, stored, entries.upcaseTable.dataLength))
        sum = ((sum & 1) << 31) + (sum >> 1) + std::to_integer<std::uint32_t>(byte);
    if (!checksumMatches(sum, entries.upcaseChecksum))
        throw badChecksum("Up-case Table", stored.front().start.bytes());
}

/// Its chain holds all bits; that it is not longer is for the walk to say.
std::vector<VolumeRange> bitmapRanges(const Superblock& block, const Table& table, const Allocation& bitmap)
{
    const std::uint64_t needed = divideUp(block.heap.count, 8);
    if (bitmap.dataLength != needed)
        throw fieldError("field.notAllowed", "Allocation Bitmap DataLength", bitmap.dataLength, needed);
    clusters::Claims claims;
    const auto runs = followChain(table, block.heap, claims, bitmap.firstCluster, 0);
    if (clusters::countClusters(runs) * block.heap.clusterSize < needed)
        throw contradiction("short cluster chain", 0);
    return rangesOf(block.heap, runs);
}

RootEntries rootEntries(const BlockSource& source, const Superblock& block, const Table& table)
{
    clusters::Claims claims;
    return readRootEntries(source, rootDirectory(block, table, claims));
}

}  // namespace

VolumeRangeSet freeSpace(const BlockSource& source, const Superblock& block, const Table& table)
{
    const RootEntries entries = rootEntries(source, block, table);
    Sweep sweep(source, block, table);
    VolumeRangeSet free = sweep.run(bitmapRanges(block, table, entries.bitmap));
    Tree(source, block, table, &free).walk([&](const TreeFile& file) {
        if (file.id == upcaseTableId)
            checkUpcaseTable(source, entries, file.stored);
        return true;
    });
    return free;
}

}  // namespace engine::exfat
