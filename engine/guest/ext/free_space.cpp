#include "guest/ext/free_space.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "guest/ext/block_tree.h"
#include "guest/ext/group_metadata.h"
#include "guest/free_ranges.h"

#include <bit>

namespace engine::ext {

namespace {

/// Calls visit(first, count) for every run of zero bits among the first `count`; `bitmap` is whole 64-bit words.
template <class Visit>
void visitZeroRuns(std::span<const std::byte> bitmap, std::uint64_t count, Visit&& visit)
{
    std::uint64_t position = 0;
    std::uint64_t runStart = 0;
    bool inRun = false;
    while (position < count) {
        const std::uint64_t inside = position % 64;
        const auto word = loadLittleEndian<std::uint64_t>(bitmap.data() + position / 64 * 8) >> inside;
        const auto same = static_cast<std::uint64_t>(inRun ? std::countr_zero(word) : std::countr_one(word));
        position += std::min(same, 64 - inside);
        if (same >= 64 - inside)
            continue;
        if (inRun)
            visit(runStart, std::min(position, count) - runStart);
        runStart = position;
        inRun = !inRun;
    }
    if (inRun && runStart < count)
        visit(runStart, count - runStart);
}

VolumeRange groupRange(const Superblock& superblock, dgrp_t group)
{
    const std::uint64_t first = superblock.firstDataBlock + std::uint64_t{group} * superblock.blocksPerGroup;
    const std::uint64_t end = std::min(first + superblock.blocksPerGroup, superblock.blocksCount);
    return {VolumeOffset(first * superblock.blockSize()), (end - first) * superblock.blockSize()};
}

/// Reads block bitmaps of groups in ascending order; with flex_bg many lie in one run.
class BitmapReader {
public:
    explicit BitmapReader(const Library& library) : library_(library) {}

    std::span<std::byte> read(dgrp_t group)
    {
        const std::uint64_t blockSize = library_.superblock().blockSize();
        const std::uint64_t block = ext2fs_block_bitmap_loc(library_.fs(), group);
        if (block < first_ || block - first_ >= buffer_.size() / blockSize) {
            first_ = block;
            buffer_.resize(runLength(group, block) * blockSize);
            library_.read(block, buffer_);
        }
        return std::span(buffer_).subspan((block - first_) * blockSize, blockSize);
    }

private:
    std::uint64_t runLength(dgrp_t group, std::uint64_t block) const
    {
        const std::uint64_t most = std::max<std::uint64_t>(1, mostRunBytes / library_.superblock().blockSize());
        std::uint64_t length = 1;
        while (length < most && group + length < library_.fs()->group_desc_count &&
               ext2fs_block_bitmap_loc(library_.fs(), group + static_cast<dgrp_t>(length)) == block + length)
            ++length;
        return length;
    }

    static constexpr std::uint64_t mostRunBytes = 256 << 10;
    const Library& library_;
    std::uint64_t first_ = 0;
    std::vector<std::byte> buffer_;
};

class Collector {
public:
    Collector(const Library& library, const VolumeRangeSet& metadata)
        : library_(library), superblock_(library.superblock()), metadata_(metadata), bitmaps_(library)
    {
    }

    VolumeRangeSet run(bool recovering)
    {
        std::uint64_t sum = 0;
        for (dgrp_t group = 0; group < library_.fs()->group_desc_count; ++group)
            sum += collect(group);
        // The superblock counts blocks, also where clusters are allocated.
        const std::uint64_t counted = sum * superblock_.blocksPerCluster();
        if (!recovering && counted != superblock_.freeBlocksCount)
            throw freeCountDiffers("s_free_blocks_count", counted, superblock_.freeBlocksCount);
        return std::move(free_);
    }

private:
    /// Returns the free clusters of the group.
    std::uint64_t collect(dgrp_t group)
    {
        const bool unwritten =
            superblock_.hasGroupChecksums() && ext2fs_bg_flags_test(library_.fs(), group, EXT2_BG_BLOCK_UNINIT) != 0;
        const std::uint64_t counted = unwritten ? collectUnwritten(group) : collectBitmap(group);
        const std::uint64_t stated = ext2fs_bg_free_blocks_count(library_.fs(), group);
        if (counted != stated)
            throw freeCountDiffers("bg_free_blocks_count of group " + std::to_string(group), counted, stated);
        return counted;
    }

    /// The bitmap was never written: all is free but metadata.
    std::uint64_t collectUnwritten(dgrp_t group)
    {
        const std::uint64_t clusterSize = superblock_.clusterSize();
        const VolumeRange window = groupRange(superblock_, group);
        std::uint64_t clusters = 0;
        const VolumeRangeSet gaps = metadata_.complementIn(window);
        for (const VolumeRange& range : gaps.ranges()) {
            // Clusters count from the start of the group; the last one may be cut off by the end.
            const std::uint64_t first = divideUp(range.start - window.start, clusterSize);
            const std::uint64_t end = range.end() == window.end() ? divideUp(window.length, clusterSize)
                                                                  : (range.end() - window.start) / clusterSize;
            if (first < end)
                clusters += append(window, first, end - first);
        }
        return clusters;
    }

    std::uint64_t collectBitmap(dgrp_t group)
    {
        const std::span<std::byte> bitmap = bitmaps_.read(group);
        const int good = ext2fs_block_bitmap_csum_verify(library_.fs(), group, reinterpret_cast<char*>(bitmap.data()),
                                                         static_cast<int>(superblock_.clustersPerGroup / 8));
        if (!checksumMatches(good != 0 ? 1 : 0, 1))
            throw badChecksum("block bitmap", ext2fs_block_bitmap_loc(library_.fs(), group) * superblock_.blockSize());
        const VolumeRange window = groupRange(superblock_, group);
        std::uint64_t clusters = 0;
        visitZeroRuns(bitmap, divideUp(window.length, superblock_.clusterSize()),
                      [&](std::uint64_t first, std::uint64_t count) { clusters += append(window, first, count); });
        return clusters;
    }

    std::uint64_t append(VolumeRange window, std::uint64_t first, std::uint64_t count)
    {
        const VolumeRange run{window.start + first * superblock_.clusterSize(), count * superblock_.clusterSize()};
        appendFree(free_, intersection(run, window));
        return count;
    }

    const Library& library_;
    const Superblock& superblock_;
    const VolumeRangeSet& metadata_;
    BitmapReader bitmaps_;
    VolumeRangeSet free_;
};

void requireUsed(const VolumeRangeSet& free, const VolumeRangeSet& used, const std::string& structure)
{
    const VolumeRangeSet both = intersectionOf(free, used);
    if (!both.empty())
        throw contradiction(structure, both.ranges().front().start.bytes());
}

}  // namespace

VolumeRangeSet freeSpace(const Library& library, bool recovering)
{
    const VolumeRangeSet metadata = groupMetadata(library);
    VolumeRangeSet free = Collector(library, metadata).run(recovering);
    requireUsed(free, metadata, "block bitmap");
    BlockBudget budget(library.superblock());
    for (const std::uint32_t number : reservedInodes(library.superblock())) {
        InodeBlocks blocks = blocksOf(library, readInode(library, number), budget);
        blocks.content.insert(blocks.content.end(), blocks.metadata.begin(), blocks.metadata.end());
        requireUsed(free, VolumeRangeSet::of(std::move(blocks.content)),
                    "block bitmap or inode " + std::to_string(number));
    }
    return free;
}

VolumeRangeSet usedBefore(const Library& library, const RecoveredSource& source)
{
    const Superblock& superblock = library.superblock();
    std::vector<VolumeRange> used;
    for (dgrp_t group = 0; group < library.fs()->group_desc_count; ++group) {
        std::vector<std::byte> unused(superblock.blockSize(), std::byte{0xff});
        source.visitStates(ext2fs_block_bitmap_loc(library.fs(), group), [&](std::span<const std::byte> state) {
            for (std::size_t i = 0; i < state.size(); ++i)
                unused[i] &= ~state[i];
        });
        const VolumeRange window = groupRange(superblock, group);
        visitZeroRuns(
            unused, divideUp(window.length, superblock.clusterSize()), [&](std::uint64_t first, std::uint64_t count) {
                if (used.size() >= mostFreeRanges)
                    throw Error(ErrorKind::Refused, "volume.tooFragmented", {{"limit", mostFreeRanges}});
                used.push_back(intersection(
                    {window.start + first * superblock.clusterSize(), count * superblock.clusterSize()}, window));
            });
    }
    return unionOf(source.touched(), VolumeRangeSet::of(std::move(used)));
}

}  // namespace engine::ext
