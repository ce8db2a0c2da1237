#include "guest/xfs/group_map.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "guest/free_ranges.h"
#include "guest/xfs/btree.h"

#include <algorithm>
#include <bit>

namespace engine::xfs {

namespace {

constexpr std::uint32_t cowStaging = 1U << 31;

/// The trees of one group on their way into a GroupMap.
class GroupReader {
public:
    GroupReader(const Volume& volume, const AllocationGroup& group)
        : volume_(volume), superblock_(volume.superblock()), group_(group)
    {
    }

    GroupMap read()
    {
        claimFixedAreas();
        readFreeSpace();
        readReverseMapping();
        readReferenceCounts();
        readInodes();
        checkCounts();
        checkOverlaps();
        return std::move(map_);
    }
    void readInodes();
    GroupMap& map() noexcept { return map_; }

private:
    std::uint64_t walk(const TreeShape& shape, std::uint32_t root, std::uint32_t levels, TreeWalk::Records records)
    {
        TreeWalk tree(volume_, shape, group_.number, std::move(records));
        const std::uint64_t blocks = tree.walk(root, levels);
        for (const BlockAddress& block : tree.blocks())
            map_.metadata.push_back({block.block, 1});
        return blocks;
    }
    void require(bool condition, std::string_view structure) const
    {
        if (!condition)
            throw contradiction(structure, superblock_.offsetOf({group_.number, 0}));
    }
    /// A run as a record gives it: start, then length.
    BlockRun runIn(const std::byte* record, std::string_view structure) const
    {
        const BlockRun run{loadBigEndian<std::uint32_t>(record), loadBigEndian<std::uint32_t>(record + 4)};
        requireInside(run, structure);
        return run;
    }
    void requireInside(BlockRun run, std::string_view structure) const
    {
        require(run.length > 0 && superblock_.holds({group_.number, run.start}, run.length), structure);
    }
    void requireCount(std::string_view field, std::uint64_t counted, std::uint64_t stated) const
    {
        if (counted != stated)
            throw freeCountDiffers(field, counted, stated);
    }

    void claimFixedAreas();
    void readFreeSpace();
    std::vector<BlockRun> readFreeBySize();
    void readReverseMapping();
    void readReferenceCounts();
    void addChunk(const std::byte* record);
    void claimChunk(const InodeChunk& chunk);
    void checkCounts() const;
    void checkOverlaps() const;

    const Volume& volume_;
    const Superblock& superblock_;
    const AllocationGroup& group_;
    GroupMap map_;
    std::vector<BlockRun> inodeRuns_;
    std::vector<BlockRun> shared_;  ///< of files, or about to be
};

void GroupReader::claimFixedAreas()
{
    const std::uint64_t headerBytes = 4ULL * superblock_.sectsize;
    map_.metadata.push_back({0, static_cast<std::uint32_t>(divideUp(headerBytes, superblock_.blocksize))});
    const BlockAddress log = superblock_.addressOf(superblock_.logstart);
    if (log.group == group_.number)
        map_.metadata.push_back({log.block, superblock_.logblocks});
    for (const std::uint32_t block : group_.agfl) {
        requireInside({block, 1}, "AGFL");
        map_.metadata.push_back({block, 1});
    }
}

void GroupReader::readFreeSpace()
{
    std::vector<BlockRun>& free = map_.free;
    const FreeSpaceHeader& agf = group_.agf;
    map_.treeBlocks =
        walk(bnobt, agf.bnoRoot, agf.bnoLevel,
             [&](std::span<const std::byte> records) {
                 for (; !records.empty(); records = records.subspan(bnobt.recordBytes)) {
                     const BlockRun run = runIn(records.data(), bnobt.name);
                     // Runs that touch are merged when they are freed.
                     require(free.empty() || run.start > free.back().end(), bnobt.name);
                     if (free.size() >= mostFreeRanges)
                         throw Error(ErrorKind::Refused, "volume.tooFragmented", {{"limit", mostFreeRanges}});
                     free.push_back(run);
                 }
             }) -
        1;
    require(readFreeBySize() == free, cntbt.name);
}

std::vector<BlockRun> GroupReader::readFreeBySize()
{
    std::vector<BlockRun> runs;
    const FreeSpaceHeader& agf = group_.agf;
    map_.treeBlocks += walk(cntbt, agf.cntRoot, agf.cntLevel,
                            [&](std::span<const std::byte> records) {
                                for (; !records.empty(); records = records.subspan(cntbt.recordBytes)) {
                                    const BlockRun run = runIn(records.data(), cntbt.name);
                                    const bool ascends =
                                        runs.empty() || run.length > runs.back().length ||
                                        (run.length == runs.back().length && run.start > runs.back().start);
                                    require(ascends && runs.size() < map_.free.size(), cntbt.name);
                                    runs.push_back(run);
                                }
                            }) -
                       1;
    requireCount("agf_longest", runs.empty() ? 0 : runs.back().length, agf.longest);
    std::ranges::sort(runs, {}, &BlockRun::start);
    return runs;
}

void GroupReader::readReverseMapping()
{
    if (!superblock_.hasReadOnly(readOnlyCompatible::rmapbt))
        return;
    // What lies between the runs that have an owner must be the free space, run by run.
    auto next = map_.free.begin();
    std::uint64_t position = 0;
    const auto reach = [&](std::uint64_t start) {
        if (start <= position)
            return;
        require(next != map_.free.end() && next->start == position && next->end() == start, rmapbt.name);
        ++next;
    };
    std::uint32_t last = 0;
    const FreeSpaceHeader& agf = group_.agf;
    const std::uint64_t blocks = walk(rmapbt, agf.rmapRoot, agf.rmapLevel, [&](std::span<const std::byte> records) {
        for (; !records.empty(); records = records.subspan(rmapbt.recordBytes)) {
            const BlockRun run = runIn(records.data(), rmapbt.name);
            require(run.start >= last, rmapbt.name);
            last = run.start;
            reach(run.start);
            position = std::max(position, run.end());
        }
    });
    reach(group_.length);
    require(next == map_.free.end(), rmapbt.name);
    map_.treeBlocks += blocks - 1;
    requireCount("agf_rmap_blocks", blocks, agf.rmapBlocks);
}

void GroupReader::readReferenceCounts()
{
    if (!superblock_.hasReadOnly(readOnlyCompatible::reflink))
        return;
    const FreeSpaceHeader& agf = group_.agf;
    const std::uint64_t blocks =
        walk(refcountbt, agf.refcountRoot, agf.refcountLevel, [&](std::span<const std::byte> records) {
            for (; !records.empty(); records = records.subspan(refcountbt.recordBytes)) {
                const auto start = loadBigEndian<std::uint32_t>(records.data());
                const BlockRun run{start & ~cowStaging, loadBigEndian<std::uint32_t>(&records[4])};
                requireInside(run, refcountbt.name);
                shared_.push_back(run);
            }
        });
    requireCount("agf_refcount_blocks", blocks, agf.refcountBlocks);
}

void GroupReader::readInodes()
{
    const InodeHeader& agi = group_.agi;
    const bool counted = superblock_.hasReadOnly(readOnlyCompatible::inobtCount);
    const std::uint64_t blocks = walk(inobt, agi.root, agi.level, [&](std::span<const std::byte> records) {
        for (; !records.empty(); records = records.subspan(inobt.recordBytes))
            addChunk(records.data());
    });
    map_.metadata.insert(map_.metadata.end(), inodeRuns_.begin(), inodeRuns_.end());
    if (counted)
        requireCount("agi_iblocks", blocks, agi.iblocks);
    requireCount("agi_count", map_.inodes, agi.count);
    requireCount("agi_freecount", map_.freeInodes, agi.freecount);
    if (!superblock_.hasReadOnly(readOnlyCompatible::finobt))
        return;
    const std::uint64_t freeBlocks = walk(finobt, agi.freeRoot, agi.freeLevel, [](std::span<const std::byte>) {});
    if (counted)
        requireCount("agi_fblocks", freeBlocks, agi.fblocks);
}

void GroupReader::addChunk(const std::byte* record)
{
    InodeChunk chunk;
    chunk.first = loadBigEndian<std::uint32_t>(record);
    chunk.freeInodes = loadBigEndian<std::uint64_t>(record + 8);
    chunk.stored = UINT64_MAX;
    std::uint64_t count = InodeChunk::inodes;
    std::uint64_t freeCount = loadBigEndian<std::uint32_t>(record + 4);
    if (superblock_.hasIncompatible(incompatible::sparseInodes)) {
        const auto holes = loadBigEndian<std::uint16_t>(record + 4);
        count = std::to_integer<std::uint64_t>(record[6]);
        freeCount = std::to_integer<std::uint64_t>(record[7]);
        // A bit of the mask stands for four inodes.
        for (unsigned bit = 0; bit < 16; ++bit) {
            if ((holes >> bit & 1) != 0)
                chunk.stored &= ~(0xfULL << 4 * bit);
        }
    }
    const bool first = map_.chunks.empty();
    require(first || chunk.first >= std::uint64_t{map_.chunks.back().first} + InodeChunk::inodes, inobt.name);
    require(chunk.first % std::min<std::uint32_t>(superblock_.inopblock, InodeChunk::inodes) == 0, inobt.name);
    require(static_cast<std::uint64_t>(std::popcount(chunk.stored)) == count && count > 0 &&
                static_cast<std::uint64_t>(std::popcount(chunk.stored & chunk.freeInodes)) == freeCount &&
                (~chunk.stored & ~chunk.freeInodes) == 0,
            inobt.name);
    map_.inodes += count;
    map_.freeInodes += freeCount;
    claimChunk(chunk);
    map_.chunks.push_back(chunk);
}

void GroupReader::claimChunk(const InodeChunk& chunk)
{
    for (std::uint32_t i = 0; i < InodeChunk::inodes; ++i) {
        if ((chunk.stored >> i & 1) == 0)
            continue;
        const std::uint64_t block = (std::uint64_t{chunk.first} + i) >> superblock_.inopblog;
        require(block < group_.length, inobt.name);
        // Several inodes lie in one block, and several chunks where blocks are large.
        if (inodeRuns_.empty() || block > inodeRuns_.back().end())
            inodeRuns_.push_back({static_cast<std::uint32_t>(block), 1});
        else if (block == inodeRuns_.back().end())
            ++inodeRuns_.back().length;
    }
}

void GroupReader::checkCounts() const
{
    std::uint64_t free = 0;
    for (const BlockRun& run : map_.free)
        free += run.length;
    requireCount("agf_freeblks", free, group_.agf.freeblks);
    // Without lazy counters nobody keeps this field.
    if (superblock_.hasFeature2(features2::lazySuperblockCount))
        requireCount("agf_btreeblks", map_.treeBlocks, group_.agf.btreeblks);
}

void GroupReader::checkOverlaps() const
{
    std::vector<BlockRun> all = map_.metadata;
    all.insert(all.end(), map_.free.begin(), map_.free.end());
    all.insert(all.end(), shared_.begin(), shared_.end());
    std::ranges::sort(all, {}, &BlockRun::start);
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (all[i].start < all[i - 1].end())
            throw contradiction("AG", superblock_.offsetOf({group_.number, all[i].start}));
    }
}

}  // namespace

std::vector<InodeChunk> readInodeTree(const Volume& volume, const AllocationGroup& group,
                                      std::vector<BlockRun>& metadata)
{
    GroupReader reader(volume, group);
    reader.map().metadata = std::move(metadata);
    reader.readInodes();
    metadata = std::move(reader.map().metadata);
    return std::move(reader.map().chunks);
}

GroupMap mapGroup(const Volume& volume, const AllocationGroup& group)
{
    return GroupReader(volume, group).read();
}

}  // namespace engine::xfs
