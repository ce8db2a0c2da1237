#include "work/lab/practice_guest.h"

#include "bytes/checked.h"
#include "bytes/error.h"
#include "work/lab/memory_channel.h"

#include <algorithm>
#include <cstring>

namespace engine::lab {

namespace {

/// The same steps give the same bytes: 2020-01-01 00:00 UTC.
constexpr std::uint32_t practiceTime = 1577836800;
constexpr std::uint32_t inodeCount = 64;
constexpr std::uint32_t inodeBytes = 128;
constexpr std::size_t mostNameBytes = 24;
constexpr std::uint64_t mostFileClusters = 64;

/// With small clusters small blocks, so that the notes take few clusters.
std::uint32_t blockSizeFor(const PracticeOptions& options)
{
    return options.clusterSize <= 32768 ? 1024 : 4096;
}

void requireSound(bool sound, const char* structure)
{
    if (!sound)
        throw Error(ErrorKind::Corrupt, "lab.fileSystem", {{"structure", std::string(structure)}});
}

void require(errcode_t result, const char* structure)
{
    requireSound(result == 0, structure);
}

void requireName(const std::string& name)
{
    const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_' ||
               c == '-';
    });
    if (!plain || name.empty() || name.size() > mostNameBytes || name.front() == '.' || name == "lost+found")
        throw Error(ErrorKind::Refused, "lab.name", {{"name", name}, {"limit", std::uint64_t{mostNameBytes}}});
}

void reserveInodes(ext2_filsys fs)
{
    ext2fs_inode_alloc_stats2(fs, EXT2_BAD_INO, +1, 0);
    for (ext2_ino_t inode = EXT2_ROOT_INO + 1; inode < EXT2_FIRST_INODE(fs->super); ++inode)
        ext2fs_inode_alloc_stats2(fs, inode, +1, 0);
    ext2fs_mark_ib_dirty(fs);
}

}  // namespace

void fillPattern(const std::string& title, std::uint64_t offset, std::span<std::byte> out)
{
    constexpr std::size_t lineBytes = 64;
    for (std::size_t at = 0; at < out.size();) {
        const std::uint64_t place = alignDown(offset + at, lineBytes);
        std::string line = title.substr(0, 32) + " at " + std::to_string(place);
        line.resize(lineBytes - 1, ' ');
        line += '\n';
        const std::size_t skip = offset + at - place;
        const std::size_t count = std::min(out.size() - at, lineBytes - skip);
        std::memcpy(out.data() + at, line.data() + skip, count);
        at += count;
    }
}

void PracticeGuest::format(std::span<std::byte> disk, const PracticeOptions& options)
{
    const std::uint32_t blockSize = blockSizeFor(options);
    ext2_super_block parameters{};
    ext2fs_blocks_count_set(&parameters, options.diskSize() / blockSize);
    parameters.s_log_block_size = blockSize == 1024 ? 0 : 2;
    parameters.s_log_cluster_size = parameters.s_log_block_size;
    parameters.s_inodes_count = inodeCount;
    parameters.s_inode_size = inodeBytes;
    parameters.s_rev_level = EXT2_DYNAMIC_REV;
    parameters.s_feature_incompat = EXT2_FEATURE_INCOMPAT_FILETYPE | EXT3_FEATURE_INCOMPAT_EXTENTS;
    parameters.s_feature_ro_compat = EXT2_FEATURE_RO_COMPAT_SPARSE_SUPER;

    const MemoryChannel channel(disk);
    ext2_filsys made = nullptr;
    require(ext2fs_initialize("practice", EXT2_FLAG_64BITS, &parameters, MemoryChannel::manager(), &made),
            "superblock");
    const std::unique_ptr<struct_ext2_filsys, Close> fs(made);
    fs->now = practiceTime;
    fs->super->s_mkfs_time = practiceTime;
    fs->super->s_lastcheck = practiceTime;
    fs->super->s_checkinterval = 0;
    for (std::size_t at = 0; at < sizeof fs->super->s_uuid; ++at)
        fs->super->s_uuid[at] = static_cast<__u8>(at + 1);
    std::memcpy(fs->super->s_volume_name, "practice", 8);
    require(ext2fs_allocate_tables(fs.get()), "tables");
    require(ext2fs_mkdir(fs.get(), EXT2_ROOT_INO, EXT2_ROOT_INO, nullptr), "root");
    reserveInodes(fs.get());
    require(ext2fs_mkdir(fs.get(), EXT2_ROOT_INO, 0, "lost+found"), "lost+found");
    require(ext2fs_flush(fs.get()), "flush");
}

PracticeGuest::PracticeGuest(std::span<std::byte> disk, const PracticeOptions& options) : disk_(disk), options_(options)
{
    const MemoryChannel channel(disk);
    ext2_filsys fs = nullptr;
    const errcode_t result =
        ext2fs_open2("practice", nullptr, EXT2_FLAG_RW | EXT2_FLAG_64BITS, 0, 0, MemoryChannel::manager(), &fs);
    if (result != 0)
        throw Error(ErrorKind::Refused, "lab.noFileSystem");
    fs_.reset(fs);
    fs_->now = practiceTime;
    require(ext2fs_read_bitmaps(fs), "bitmaps");
}

PracticeGuest::~PracticeGuest() = default;

void PracticeGuest::finish()
{
    require(ext2fs_flush(fs_.get()), "flush");
}

std::uint64_t PracticeGuest::blocksPerCluster() const
{
    return options_.clusterSize / fs_->blocksize;
}

ext2_ino_t PracticeGuest::inodeOf(const std::string& name) const
{
    ext2_ino_t inode = 0;
    const errcode_t result =
        ext2fs_lookup(fs_.get(), EXT2_ROOT_INO, name.c_str(), static_cast<int>(name.size()), nullptr, &inode);
    return result == 0 ? inode : 0;
}

bool PracticeGuest::has(const std::string& name) const
{
    return inodeOf(name) != 0;
}

std::uint64_t PracticeGuest::lengthOf(const std::string& name) const
{
    ext2_inode inode{};
    require(ext2fs_read_inode(fs_.get(), inodeOf(name), &inode), "inode");
    return EXT2_I_SIZE(&inode);
}

std::vector<blk64_t> PracticeGuest::blocksOf(ext2_ino_t inode) const
{
    ext2_inode facts{};
    require(ext2fs_read_inode(fs_.get(), inode, &facts), "inode");
    // What was written behind the guest's back may lie over its inodes.
    requireSound(EXT2_I_SIZE(&facts) <= disk_.size(), "inode");
    std::vector<blk64_t> blocks(divideUp(EXT2_I_SIZE(&facts), fs_->blocksize));
    for (std::size_t at = 0; at < blocks.size(); ++at) {
        require(ext2fs_bmap2(fs_.get(), inode, &facts, nullptr, 0, at, nullptr, &blocks[at]), "block map");
        requireSound(blocks[at] < disk_.size() / fs_->blocksize, "block map");
    }
    return blocks;
}

bool PracticeGuest::isFree(std::uint64_t cluster) const
{
    for (std::uint64_t at = 0; at < blocksPerCluster(); ++at) {
        const blk64_t block = cluster * blocksPerCluster() + at;
        // The first block of a file system with small blocks is the boot block: nobody's, and never free.
        if (block < fs_->super->s_first_data_block || ext2fs_test_block_bitmap2(fs_->block_map, block) != 0)
            return false;
    }
    return true;
}

GuestRangeSet PracticeGuest::freeClusters() const
{
    GuestRangeSet free;
    for (std::uint64_t cluster = 0; cluster < options_.clusters; ++cluster) {
        if (isFree(cluster))
            free.append({GuestOffset(cluster * options_.clusterSize), options_.clusterSize});
    }
    return free;
}

GuestRangeSet PracticeGuest::notes() const
{
    const std::uint64_t inodeTableEnd = ext2fs_inode_table_loc(fs_.get(), 0) + fs_->inode_blocks_per_group;
    std::uint64_t end = inodeTableEnd;
    for (const ext2_ino_t folder : {ext2_ino_t{EXT2_ROOT_INO}, inodeOf("lost+found")}) {
        for (const blk64_t block : blocksOf(folder))
            end = std::max<std::uint64_t>(end, block + 1);
    }
    requireSound(end <= disk_.size() / fs_->blocksize, "group descriptors");
    const std::uint64_t bytes = *checkedAlignUp(end * fs_->blocksize, options_.clusterSize);
    return GuestRangeSet::of({{GuestOffset(0), bytes}});
}

std::vector<blk64_t> PracticeGuest::chooseBlocks(std::uint64_t count, std::uint64_t from) const
{
    std::vector<blk64_t> blocks;
    for (std::uint64_t at = 0; at < options_.clusters && blocks.size() < count; ++at) {
        const std::uint64_t cluster = (from + at) % options_.clusters;
        if (!isFree(cluster))
            continue;
        for (std::uint64_t block = 0; block < blocksPerCluster() && blocks.size() < count; ++block)
            blocks.push_back(cluster * blocksPerCluster() + block);
    }
    if (blocks.size() < count)
        throw Error(ErrorKind::Refused, "lab.diskFull",
                    {{"free", std::uint64_t{freeClusters().total() / options_.clusterSize}},
                     {"wanted", divideUp(count, blocksPerCluster())}});
    return blocks;
}

void PracticeGuest::link(const std::string& name, ext2_ino_t inode)
{
    errcode_t result = ext2fs_link(fs_.get(), EXT2_ROOT_INO, name.c_str(), inode, EXT2_FT_REG_FILE);
    if (result == EXT2_ET_DIR_NO_SPACE) {
        require(ext2fs_expand_dir(fs_.get(), EXT2_ROOT_INO), "folder");
        result = ext2fs_link(fs_.get(), EXT2_ROOT_INO, name.c_str(), inode, EXT2_FT_REG_FILE);
    }
    require(result, "folder");
}

ext2_ino_t PracticeGuest::create(const std::string& name, std::uint64_t length, const std::vector<blk64_t>& blocks)
{
    ext2_ino_t number = 0;
    if (ext2fs_new_inode(fs_.get(), EXT2_ROOT_INO, LINUX_S_IFREG, nullptr, &number) != 0)
        throw Error(ErrorKind::Refused, "lab.tooManyFiles", {{"limit", std::uint64_t{inodeCount}}});
    ext2_inode inode{};
    inode.i_mode = LINUX_S_IFREG | 0644;
    inode.i_links_count = 1;
    inode.i_atime = inode.i_ctime = inode.i_mtime = practiceTime;
    inode.i_flags = EXT4_EXTENTS_FL;
    require(ext2fs_inode_size_set(fs_.get(), &inode, static_cast<ext2_off64_t>(length)), "length");
    require(ext2fs_write_new_inode(fs_.get(), number, &inode), "inode");
    ext2_extent_handle_t handle = nullptr;
    require(ext2fs_extent_open2(fs_.get(), number, &inode, &handle), "extents");
    ext2fs_extent_free(handle);
    for (std::size_t at = 0; at < blocks.size(); ++at) {
        blk64_t place = blocks[at];
        require(ext2fs_bmap2(fs_.get(), number, &inode, nullptr, BMAP_SET, at, nullptr, &place), "block map");
        ext2fs_block_alloc_stats2(fs_.get(), place, +1);
    }
    require(ext2fs_read_inode(fs_.get(), number, &inode), "inode");
    require(ext2fs_iblk_set(fs_.get(), &inode, blocks.size()), "inode");
    require(ext2fs_write_inode(fs_.get(), number, &inode), "inode");
    ext2fs_inode_alloc_stats2(fs_.get(), number, +1, 0);
    link(name, number);
    return number;
}

GuestRangeSet PracticeGuest::writeFile(const std::string& name, std::uint64_t length, std::uint64_t pattern,
                                       std::uint64_t from)
{
    requireName(name);
    if (length == 0 || length > mostFileClusters * options_.clusterSize)
        throw Error(ErrorKind::Refused, "lab.fileLength",
                    {{"value", length}, {"limit", mostFileClusters * options_.clusterSize}});
    if (has(name) && lengthOf(name) != length)
        deleteFile(name);
    const ext2_ino_t inode =
        has(name) ? inodeOf(name) : create(name, length, chooseBlocks(divideUp(length, fs_->blocksize), from));
    const std::string title = name + " version " + std::to_string(pattern);
    std::vector<GuestRange> written;
    std::uint64_t offset = 0;
    for (const blk64_t block : blocksOf(inode)) {
        const auto place = disk_.subspan(block * fs_->blocksize, fs_->blocksize);
        fillPattern(title, offset, place.first(std::min<std::uint64_t>(place.size(), length - offset)));
        written.push_back({GuestOffset(block * fs_->blocksize), fs_->blocksize});
        offset += fs_->blocksize;
    }
    return GuestRangeSet::of(std::move(written));
}

void PracticeGuest::deleteFile(const std::string& name)
{
    const ext2_ino_t number = inodeOf(name);
    if (number == 0 || name == "lost+found")
        throw Error(ErrorKind::Refused, "lab.noFile", {{"name", name}});
    ext2_inode inode{};
    require(ext2fs_read_inode(fs_.get(), number, &inode), "inode");
    require(ext2fs_unlink(fs_.get(), EXT2_ROOT_INO, name.c_str(), number, 0), "folder");
    require(ext2fs_punch(fs_.get(), number, &inode, nullptr, 0, ~0ULL), "blocks");
    inode.i_links_count = 0;
    inode.i_dtime = practiceTime;
    require(ext2fs_write_inode(fs_.get(), number, &inode), "inode");
    ext2fs_inode_alloc_stats2(fs_.get(), number, -1, 0);
}

}  // namespace engine::lab
