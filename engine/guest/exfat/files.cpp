#include "guest/exfat/files.h"

#include "guest/doubt.h"
#include "image/field_check.h"

#include <algorithm>
#include <deque>

namespace engine::exfat {

namespace {

/// Ids below those of directory entries, which never lie in the boot regions.
constexpr std::uint64_t rootId = 0;
constexpr std::uint64_t bootRegionsId = 1;
constexpr std::uint64_t bitmapId = 2;
constexpr std::uint64_t largestDirectory = 256 << 20;

struct Folder {
    std::uint64_t id;
    std::vector<VolumeRange> stored;
};

}  // namespace

std::vector<VolumeRange> rootDirectory(const Superblock& block, const Table& table, clusters::Claims& claims)
{
    constexpr std::uint64_t field = 96;
    return rangesOf(block.heap, followChain(table, block.heap, claims, block.firstClusterOfRootDirectory, field));
}

std::vector<VolumeRange> Tree::contiguous(const Allocation& allocation, std::uint64_t owner, bool claimed)
{
    const std::uint64_t count = divideUp(allocation.dataLength, block_.heap.clusterSize);
    if (!block_.heap.contains(allocation.firstCluster, count))
        throw contradiction("first cluster", owner);
    std::vector<VolumeRange> ranges{block_.heap.range(allocation.firstCluster, count)};
    // Before anything is claimed: memory for claims follows the bits of the bitmap that were read.
    requireUsed(ranges);
    if (claimed && !claims_.claim({allocation.firstCluster, static_cast<std::uint32_t>(count)}))
        throw contradiction("crossed cluster chain", owner);
    return ranges;
}

std::vector<VolumeRange> Tree::place(const Allocation& allocation, std::uint64_t owner, bool claimed)
{
    if (allocation.firstCluster == 0)
        return {};
    if (allocation.noFatChain)
        return contiguous(allocation, owner, claimed);
    auto ranges = rangesOf(block_.heap, followChain(table_, block_.heap, claims_, allocation.firstCluster, owner));
    requireUsed(ranges);
    const std::uint64_t clusterSize = block_.heap.clusterSize;
    const std::uint64_t stored = clusters::total(ranges) / clusterSize;
    const std::uint64_t needed = divideUp(allocation.dataLength, clusterSize);
    if (stored != needed)
        throw contradiction(stored < needed ? "short cluster chain" : "long cluster chain", owner);
    return ranges;
}

void Tree::requireUsed(const std::vector<VolumeRange>& ranges) const
{
    if (!free_)
        return;
    for (const VolumeRange& range : ranges) {
        const auto next = free_->nextAt(range.start);
        if (next && next->start < range.end())
            throw contradiction("Allocation Bitmap", std::max(next->start, range.start).bytes());
    }
}

TreeFile Tree::fileOf(const FileSet& set, std::uint64_t parent)
{
    if (set.folder)
        requireAtMost("DataLength", set.data.dataLength, largestDirectory);
    TreeFile file;
    file.id = set.offset / clusters::RawEntry::size;
    file.parent = parent;
    file.name = set.name;
    file.kind = set.folder ? FileKind::Folder : FileKind::File;
    file.length = set.data.dataLength;
    // A folder in itself must end even where nothing is known of the free space.
    file.stored = place(set.data, set.offset, set.folder || free_);
    for (const Allocation& other : set.others) {
        const auto stored = place(other, set.offset, free_ != nullptr);
        file.stored.insert(file.stored.end(), stored.begin(), stored.end());
    }
    return file;
}

void Tree::walk(const std::function<bool(TreeFile&)>& take)
{
    std::deque<Folder> folders{{rootId, rootDirectory(block_, table_, claims_)}};
    const auto& stored = folders.front().stored;
    requireUsed(stored);
    const RootEntries entries = readRootEntries(source_, stored);
    TreeFile root{rootId, rootId, {}, FileKind::Folder, clusters::total(stored), stored};
    TreeFile bitmap{bitmapId,
                    rootId,
                    "[allocation bitmap]",
                    FileKind::Metadata,
                    entries.bitmap.dataLength,
                    place(entries.bitmap, 0, true)};
    TreeFile upcase{upcaseTableId,
                    rootId,
                    "[up-case table]",
                    FileKind::Metadata,
                    entries.upcaseTable.dataLength,
                    place(entries.upcaseTable, 0, true)};
    if (!take(root) || !take(bitmap) || !take(upcase))
        return;
    while (!folders.empty()) {
        const Folder folder = std::move(folders.front());
        folders.pop_front();
        Directory directory(source_, folder.stored, folder.id == rootId);
        while (const auto set = directory.next()) {
            TreeFile file = fileOf(*set, folder.id);
            if (!take(file))
                return;
            if (file.kind == FileKind::Folder)
                folders.push_back({file.id, std::move(file.stored)});
        }
    }
}

void visitFiles(const BlockSource& source, const Superblock& block, const Table& table, WalkScope scope,
                FileVisitor& visitor)
{
    constexpr std::size_t sampleSize = 500;
    std::size_t left = scope == WalkScope::Sample ? sampleSize : SIZE_MAX;
    const VolumeRange bootRegions{VolumeOffset(0), block.heap.start};
    visitor.file({bootRegionsId, FileKind::Metadata, bootRegions.length, {&bootRegions, 1}});
    visitor.named(bootRegionsId, rootId, "[boot regions and file allocation table]");
    Tree(source, block, table, nullptr).walk([&](const TreeFile& file) {
        visitor.file({file.id, file.kind, file.length, file.stored, file.stored});
        if (file.id != rootId)
            visitor.named(file.id, file.parent, file.name);
        return --left > 0;
    });
}

}  // namespace engine::exfat
