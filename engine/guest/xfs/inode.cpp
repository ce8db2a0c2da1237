#include "guest/xfs/inode.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "guest/xfs/btree.h"

namespace engine::xfs {

namespace {

constexpr std::uint16_t inodeMagic = 0x494e;
constexpr std::uint64_t largeExtentCountsFlag = 1 << 4;
constexpr Stamp inodeStamp{"inode", 100, 160, 112};
constexpr std::size_t extentBytes = bmbt.recordBytes;

/// The fields whose place depends on others.
struct Counts {
    std::uint64_t bigExtents = 0;
    std::uint32_t first = 0;
    std::uint16_t second = 0;
};

void require(bool condition, const Inode& inode)
{
    if (!condition)
        throw contradiction("inode", inode.offset);
}

void checkVersion3(const Volume& volume, std::span<const std::byte> bytes, const Inode& inode)
{
    volume.checkStamp(bytes, inodeStamp, inode.offset);
    require(loadBigEndian<std::uint64_t>(&bytes[152]) == inode.number, inode);
}

void setCounts(const Volume& volume, std::span<const std::byte> bytes, const Counts& counts, Inode& inode)
{
    const bool large = volume.superblock().hasIncompatible(incompatible::largeExtentCounts) &&
                       (loadBigEndian<std::uint64_t>(&bytes[120]) & largeExtentCountsFlag) != 0;
    inode.data.extents = large ? counts.bigExtents : counts.first;
    inode.attributes.extents = large ? counts.first : counts.second;
}

void setForks(std::span<const std::byte> literal, std::uint8_t forkoff, Inode& inode)
{
    const std::size_t split = forkoff == 0 ? literal.size() : forkoff * std::size_t{8};
    require(forkoff == 0 || split < literal.size(), inode);
    inode.data.bytes = literal.first(split);
    inode.attributes.bytes = literal.subspan(split);
}

class ForkMap {
public:
    ForkMap(const Volume& volume, const Inode& inode, InodeBlocks& blocks)
        : volume_(volume), inode_(inode), blocks_(blocks)
    {
    }

    void add(const Fork& fork, bool keepExtents)
    {
        keep_ = keepExtents;
        count_ = 0;
        end_ = 0;
        if (fork.format == ForkFormat::Extents)
            addList(fork);
        else if (fork.format == ForkFormat::Btree)
            addTree(fork);
        require(count_ == fork.extents, inode_);
    }
    void addAttributes(const Fork& fork)
    {
        isData_ = false;
        add(fork, false);
    }
    std::uint64_t total() const noexcept { return total_; }

private:
    void addList(const Fork& fork)
    {
        require(fork.extents <= fork.bytes.size() / extentBytes, inode_);
        addRecords(fork.bytes.first(fork.extents * extentBytes));
    }

    void addTree(const Fork& fork)
    {
        ByteReader reader(fork.bytes, inode_.offset, "inode");
        const auto level = reader.bigEndian<std::uint16_t>();
        const auto children = reader.bigEndian<std::uint16_t>();
        const std::size_t most = reader.remaining() / (bmbt.keyBytes + 8);
        require(level > 0 && children > 0 && children <= most, inode_);
        reader.skip(most * bmbt.keyBytes);
        TreeWalk tree(volume_, bmbt, inode_.number, [this](auto records) { addRecords(records); });
        for (unsigned i = 0; i < children; ++i)
            tree.descend(reader.bigEndian<std::uint64_t>(), level - 1U);
        tree.finish();
        for (const BlockAddress& block : tree.blocks())
            blocks_.all.push_back(volume_.rangeOf(block, 1, bmbt.name));
        total_ += tree.blocks().size();
    }

    void addRecords(std::span<const std::byte> records)
    {
        for (; !records.empty(); records = records.subspan(extentBytes)) {
            const auto high = loadBigEndian<std::uint64_t>(records.data());
            const auto low = loadBigEndian<std::uint64_t>(&records[8]);
            FileExtent extent;
            extent.startoff = high >> 9 & ((1ULL << 54) - 1);
            extent.start = volume_.superblock().addressOf((high & 0x1ff) << 43 | low >> 21);
            extent.blocks = static_cast<std::uint32_t>(low & ((1U << 21) - 1));
            require(extent.blocks > 0 && extent.startoff >= end_, inode_);
            end_ = extent.startoff + extent.blocks;
            blocks_.all.push_back(volume_.rangeOf(extent.start, extent.blocks, "inode"));
            if (isData_)
                blocks_.content.push_back(blocks_.all.back());
            total_ += extent.blocks;
            ++count_;
            if (keep_)
                blocks_.data.push_back(extent);
        }
    }

    const Volume& volume_;
    const Inode& inode_;
    InodeBlocks& blocks_;
    bool keep_ = false;
    bool isData_ = true;
    std::uint64_t count_ = 0;
    std::uint64_t end_ = 0;
    std::uint64_t total_ = 0;
};

}  // namespace

Inode parseInode(const Volume& volume, std::span<const std::byte> bytes, std::uint64_t number, std::uint64_t offset)
{
    const bool third = volume.superblock().hasChecksums();
    ByteReader reader(bytes, offset, "inode");
    Inode inode;
    inode.number = number;
    inode.offset = offset;
    require(reader.bigEndian<std::uint16_t>() == inodeMagic, inode);
    if (third)
        checkVersion3(volume, bytes, inode);
    inode.mode = reader.bigEndian<std::uint16_t>();
    const auto version = reader.bigEndian<std::uint8_t>();
    require(inode.mode != 0 && (third ? version == 3 : version == 1 || version == 2), inode);
    const auto format = reader.bigEndian<std::uint8_t>();
    reader.skip(24 - reader.position());
    Counts counts;
    counts.bigExtents = reader.bigEndian<std::uint64_t>();
    reader.skip(3 * 8);  // times
    inode.size = reader.bigEndian<std::uint64_t>();
    inode.nblocks = reader.bigEndian<std::uint64_t>();
    reader.skip(4);  // extsize
    counts.first = reader.bigEndian<std::uint32_t>();
    counts.second = reader.bigEndian<std::uint16_t>();
    const auto forkoff = reader.bigEndian<std::uint8_t>();
    const auto attributeFormat = reader.bigEndian<std::uint8_t>();
    setCounts(volume, bytes, counts, inode);
    setForks(bytes.subspan(third ? 176 : 100), forkoff, inode);
    require(format <= 3 && (forkoff == 0 || (attributeFormat >= 1 && attributeFormat <= 3)), inode);
    inode.data.format = static_cast<ForkFormat>(format);
    if (forkoff != 0)
        inode.attributes.format = static_cast<ForkFormat>(attributeFormat);
    return inode;
}

InodeBlocks mapInode(const Volume& volume, const Inode& inode)
{
    InodeBlocks blocks;
    ForkMap map(volume, inode, blocks);
    map.add(inode.data, inode.isFolder());
    map.addAttributes(inode.attributes);
    require(map.total() == inode.nblocks, inode);
    return blocks;
}

}  // namespace engine::xfs
