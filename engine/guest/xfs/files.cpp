#include "guest/xfs/files.h"

#include "bytes/checked.h"
#include "guest/swap/superblock.h"
#include "guest/xfs/directory.h"
#include "guest/xfs/group_map.h"

#include <algorithm>

namespace engine::xfs {

namespace {

constexpr std::size_t sampledGroups = 32;
constexpr std::size_t sampledFiles = 512;
constexpr std::uint64_t noInode = UINT64_MAX;

class FileWalk {
public:
    FileWalk(const Volume& volume, WalkScope scope, FileVisitor& visitor)
        : volume_(volume), superblock_(volume.superblock()), scope_(scope), visitor_(visitor)
    {
    }

    void run()
    {
        const std::uint64_t groups = superblock_.agcount;
        if (scope_ == WalkScope::Sample) {
            const std::uint64_t picked = std::min<std::uint64_t>(groups, sampledGroups);
            filesPerGroup_ = divideUp(sampledFiles, picked);
            for (std::uint64_t i = 0; i < picked; ++i)
                visitGroup(static_cast<std::uint32_t>(i * groups / picked));
            return;
        }
        for (std::uint32_t number = 0; number < groups; ++number)
            visitGroup(number);
        handMetadata();
    }

private:
    void visitGroup(std::uint32_t number)
    {
        const AllocationGroup group = readAllocationGroup(volume_, number);
        if (scope_ == WalkScope::Sample) {
            std::vector<BlockRun> unused;
            visitSample(number, readInodeTree(volume_, group, unused));
            return;
        }
        const GroupMap map = mapGroup(volume_, group);
        for (const BlockRun& run : map.metadata)
            metadata_.push_back(volume_.rangeOf({number, run.start}, run.length, "AG"));
        for (const InodeChunk& chunk : map.chunks)
            visitChunk(number, chunk, InodeChunk::inodes);
    }

    /// A few files out of chunks from all over the group.
    void visitSample(std::uint32_t group, const std::vector<InodeChunk>& chunks)
    {
        constexpr std::size_t filesPerChunk = 4;
        const std::size_t wanted = divideUp(filesPerGroup_, filesPerChunk);
        const std::size_t picked = std::min(chunks.size(), wanted);
        for (std::size_t i = 0; i < picked; ++i)
            visitChunk(group, chunks[i * chunks.size() / picked], divideUp(filesPerGroup_, picked));
    }

    void visitChunk(std::uint32_t group, const InodeChunk& chunk, std::size_t most)
    {
        std::uint64_t loaded = noInode;
        std::vector<std::byte> block;
        for (std::uint32_t i = 0; i < InodeChunk::inodes && most > 0; ++i) {
            if ((chunk.freeInodes >> i & 1) != 0)
                continue;
            const std::uint64_t inGroup = std::uint64_t{chunk.first} + i;
            const BlockAddress at{group, static_cast<std::uint32_t>(inGroup >> superblock_.inopblog)};
            if (at.block != loaded)
                block = volume_.readBlocks(at, 1, "inode");
            loaded = at.block;
            const std::size_t start = (inGroup % superblock_.inopblock) * superblock_.inodesize;
            const std::uint64_t number =
                std::uint64_t{group} << (superblock_.agblklog + superblock_.inopblog) | inGroup;
            visitInode(parseInode(volume_, std::span(block).subspan(start, superblock_.inodesize), number,
                                  superblock_.offsetOf(at) + start));
            --most;
        }
    }

    void visitInode(const Inode& inode)
    {
        const InodeBlocks blocks = mapInode(volume_, inode);
        GuestFile file;
        file.id = inode.number;
        file.kind = kindOf(inode);
        file.length = inode.size;
        file.stored = blocks.all;
        file.content = blocks.content;
        if (file.kind == FileKind::File)
            swap::requireAwake(volume_.source(), inode.size, blocks.content);
        visitor_.file(file);
        if (inode.isFolder() && scope_ == WalkScope::All)
            readDirectory(volume_, inode, blocks, visitor_);
    }

    FileKind kindOf(const Inode& inode) const
    {
        const auto own = {superblock_.rbmino, superblock_.rsumino, superblock_.uquotino, superblock_.gquotino,
                          superblock_.pquotino};
        if (std::ranges::find(own, inode.number) != own.end())
            return FileKind::Metadata;
        return inode.isFolder() ? FileKind::Folder : FileKind::File;
    }

    void handMetadata()
    {
        GuestFile file;
        file.kind = FileKind::Metadata;
        for (const VolumeRange& range : metadata_)
            file.length += range.length;
        file.stored = metadata_;
        visitor_.file(file);
    }

    const Volume& volume_;
    const Superblock& superblock_;
    WalkScope scope_;
    FileVisitor& visitor_;
    std::size_t filesPerGroup_ = 0;
    std::vector<VolumeRange> metadata_;
};

}  // namespace

void visitFiles(const Volume& volume, WalkScope scope, FileVisitor& visitor)
{
    FileWalk(volume, scope, visitor).run();
}

}  // namespace engine::xfs
