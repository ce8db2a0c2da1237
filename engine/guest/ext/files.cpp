#include "guest/ext/files.h"

#include "bytes/checked.h"
#include "guest/doubt.h"
#include "guest/ext/folder_entries.h"
#include "guest/ext/group_metadata.h"
#include "guest/swap/superblock.h"

#include <algorithm>

namespace engine::ext {

namespace {

constexpr std::uint64_t sampleGroups = 64;
constexpr std::uint64_t sampleInodes = 512;

/// The inode tables through the library: it leaves out what was never written, and compares checksums.
class Scan {
public:
    Scan(const Library& library, int bufferBlocks) : library_(library)
    {
        ext2_inode_scan scan = nullptr;
        library.require(ext2fs_open_inode_scan(library.fs(), bufferBlocks, &scan), "inode table", 0);
        scan_.reset(scan);
    }

    void goTo(dgrp_t group)
    {
        library_.require(ext2fs_inode_scan_goto_blockgroup(scan_.get(), static_cast<int>(group)), "inode table", 0);
    }

    /// The next inode, in use or not; none at the end.
    std::optional<Inode> next()
    {
        std::vector<std::byte> body(library_.superblock().inodeSize);
        ext2_ino_t number = 0;
        const errcode_t result = ext2fs_get_next_inode_full(
            scan_.get(), &number, reinterpret_cast<ext2_inode*>(body.data()), static_cast<int>(body.size()));
        if (result == EXT2_ET_INODE_CSUM_INVALID)
            throw badChecksum("inode " + std::to_string(number), library_.placeOfInode(number));
        library_.require(result, "inode table", 0);
        return number == 0 ? std::nullopt : std::optional(decodeInode(number, std::move(body)));
    }

private:
    const Library& library_;
    std::unique_ptr<ext2_struct_inode_scan, void (*)(ext2_inode_scan)> scan_{nullptr, ext2fs_close_inode_scan};
};

class Walk {
public:
    Walk(const Library& library, bool recovering, FileVisitor& visitor)
        : library_(library), superblock_(library.superblock()), recovering_(recovering), visitor_(visitor),
          budget_(library.superblock())
    {
    }

    void all()
    {
        Scan scan(library_, 32);
        while (const auto inode = scan.next()) {
            const InodeBlocks blocks = visit(*inode);
            if (inode->isFolder() && inode->linksCount > 0)
                visitEntries(library_, *inode, blocks, budget_, visitor_);
        }
    }

    void groupsOwn(const VolumeRangeSet& metadata)
    {
        const auto ranges = metadata.ranges();
        const VolumeRangeSet stored = wholeClusters({ranges.begin(), ranges.end()});
        visitor_.file({0, FileKind::Metadata, stored.total(), stored.ranges()});
    }

    /// The first inodes of groups that lie evenly over the volume.
    void sample()
    {
        std::vector<dgrp_t> groups;
        for (dgrp_t group = 0; group < library_.fs()->group_desc_count; ++group) {
            if (ext2fs_bg_free_inodes_count(library_.fs(), group) < superblock_.inodesPerGroup)
                groups.push_back(group);
        }
        const std::uint64_t count = std::min<std::uint64_t>(groups.size(), sampleGroups);
        Scan scan(library_, 4);
        for (std::uint64_t i = 0; i < count; ++i)
            sample(scan, groups[i * groups.size() / count], sampleInodes / count);
    }

private:
    void sample(Scan& scan, dgrp_t group, std::uint64_t mostUsed)
    {
        scan.goTo(group);
        std::uint64_t used = 0;
        const std::uint64_t last = (std::uint64_t{group} + 1) * superblock_.inodesPerGroup;
        for (std::uint64_t looked = 0; looked < 4 * mostUsed && used < mostUsed; ++looked) {
            const auto inode = scan.next();
            if (!inode || inode->number > last)
                return;
            visit(*inode);
            used += inode->linksCount > 0 ? 1 : 0;
        }
    }

    InodeBlocks visit(const Inode& inode)
    {
        const bool orphan = recovering_ && inode.linksCount == 0 && inode.blocksLow != 0;
        const bool reserved = isReserved(superblock_, inode.number) || orphan;
        if (inode.linksCount == 0 && inode.number != EXT2_BAD_INO && !orphan)
            return {};
        InodeBlocks blocks = blocksOf(library_, inode, budget_);
        if (!reserved && LINUX_S_ISREG(inode.mode))
            swap::requireAwake(library_.source(), inode.size, blocks.content);
        GuestFile file;
        file.id = inode.number;
        file.kind = reserved ? FileKind::Metadata : inode.isFolder() ? FileKind::Folder : FileKind::File;
        file.length = inode.size;
        std::vector<VolumeRange> ranges = blocks.content;
        ranges.insert(ranges.end(), blocks.metadata.begin(), blocks.metadata.end());
        const VolumeRangeSet stored = wholeClusters(std::move(ranges));
        file.stored = stored.ranges();
        // With clusters of several blocks, one of them may hold both.
        const VolumeRangeSet content =
            recovering_ ? VolumeRangeSet()
                        : differenceOf(wholeClusters(blocks.content), wholeClusters(blocks.metadata));
        file.content = content.ranges();
        visitor_.file(file);
        return blocks;
    }

    VolumeRangeSet wholeClusters(std::vector<VolumeRange> ranges) const
    {
        const std::uint64_t clusterSize = superblock_.clusterSize();
        for (VolumeRange& range : ranges) {
            const std::uint64_t end = divideUp(range.end().bytes(), clusterSize) * clusterSize;
            range = VolumeRange::between(VolumeOffset(alignDown(range.start.bytes(), clusterSize)),
                                         VolumeOffset(std::min(end, superblock_.length())));
        }
        return VolumeRangeSet::of(std::move(ranges));
    }

    const Library& library_;
    const Superblock& superblock_;
    bool recovering_;
    FileVisitor& visitor_;
    BlockBudget budget_;
};

}  // namespace

void visitFiles(const Library& library, WalkScope scope, bool recovering, FileVisitor& visitor)
{
    const VolumeRangeSet metadata = groupMetadata(library);
    Walk walk(library, recovering, visitor);
    if (scope == WalkScope::All)
        walk.all();
    else
        walk.sample();
    walk.groupsOwn(metadata);
}

}  // namespace engine::ext
