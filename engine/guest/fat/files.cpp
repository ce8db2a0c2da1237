#include "guest/fat/files.h"

#include "guest/doubt.h"
#include "guest/fat/directory.h"

#include <deque>

namespace engine::fat {

namespace {

/// Ids below those of directory entries, which never lie in the first sector.
constexpr std::uint64_t rootId = 0;
constexpr std::uint64_t reservedRegionId = 1;
constexpr std::uint64_t tablesId = 2;

struct Folder {
    std::uint64_t id;
    std::vector<VolumeRange> stored;
};

TreeFile fileOf(const DirectoryEntry& entry, std::uint64_t parent, const Superblock& block, const Table& table,
                clusters::Claims& claims)
{
    TreeFile file{entry.offset / clusters::RawEntry::size, parent, entry.name, entry.folder, entry.length, {}};
    if (entry.firstCluster != 0 || entry.folder)
        file.stored = rangesOf(block.heap, followChain(table, block.heap, claims, entry.firstCluster, entry.offset));
    const std::uint64_t stored = clusters::total(file.stored);
    if (entry.folder)
        file.length = stored;
    if (stored < file.length)
        throw contradiction("short cluster chain", entry.offset);
    return file;
}

void visitMetadata(const Superblock& block, FileVisitor& visitor)
{
    const VolumeRange reserved{VolumeOffset(0), block.fatOffset(0)};
    const VolumeRange tables = VolumeRange::between(reserved.end(), VolumeOffset(block.fatOffset(block.fats)));
    visitor.file({reservedRegionId, FileKind::Metadata, reserved.length, {&reserved, 1}});
    visitor.named(reservedRegionId, rootId, "[reserved sectors]");
    visitor.file({tablesId, FileKind::Metadata, tables.length, {&tables, 1}});
    visitor.named(tablesId, rootId, "[file allocation tables]");
}

}  // namespace

std::vector<VolumeRange> rootDirectory(const Superblock& block, const Table& table, clusters::Claims& claims)
{
    if (block.type != Type::Fat32)
        return {block.rootRegion()};
    constexpr std::uint64_t rootClusterField = 44;
    return rangesOf(block.heap, followChain(table, block.heap, claims, block.rootCluster, rootClusterField));
}

void walkTree(const BlockSource& source, const Superblock& block, const Table& table,
              const std::function<bool(TreeFile&)>& take)
{
    clusters::Claims claims;
    std::deque<Folder> folders{{rootId, rootDirectory(block, table, claims)}};
    TreeFile root{rootId, rootId, {}, true, clusters::total(folders.front().stored), folders.front().stored};
    if (!take(root))
        return;
    while (!folders.empty()) {
        const Folder folder = std::move(folders.front());
        folders.pop_front();
        Directory directory(source, folder.stored, block.type);
        while (const auto entry = directory.next()) {
            TreeFile file = fileOf(*entry, folder.id, block, table, claims);
            if (!take(file))
                return;
            if (file.folder)
                folders.push_back({file.id, std::move(file.stored)});
        }
    }
}

void visitFiles(const BlockSource& source, const Superblock& block, const Table& table, WalkScope scope,
                FileVisitor& visitor)
{
    constexpr std::size_t sampleSize = 500;
    std::size_t left = scope == WalkScope::Sample ? sampleSize : SIZE_MAX;
    visitMetadata(block, visitor);
    walkTree(source, block, table, [&](const TreeFile& file) {
        visitor.file({file.id, file.folder ? FileKind::Folder : FileKind::File, file.length, file.stored, file.stored});
        if (file.id != rootId)
            visitor.named(file.id, file.parent, file.name);
        return --left > 0;
    });
}

}  // namespace engine::fat
