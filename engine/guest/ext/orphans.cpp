#include "guest/ext/orphans.h"

#include "bytes/byte_reader.h"
#include "guest/checksum.h"
#include "guest/doubt.h"
#include "guest/ext/block_tree.h"

#include <unordered_set>

namespace engine::ext {

namespace {

constexpr std::size_t mostOrphans = 1 << 20;
constexpr std::size_t deletionTimeAt = 0x14;  ///< i_dtime; of an orphan in the list, the next one
constexpr std::size_t generationAt = 0x64;
constexpr std::size_t tailLength = 8;

class Orphans {
public:
    explicit Orphans(const Library& library) : library_(library), budget_(library.superblock()) {}

    void followList()
    {
        std::uint32_t number = library_.superblock().lastOrphan;
        while (number != 0) {
            if (!seen_.insert(number).second || seen_.size() > mostOrphans)
                throw contradiction("orphan list", superblockOffset);
            requireInUse(number, "s_last_orphan");
            number = loadLittleEndian<std::uint32_t>(readInode(library_, number).body.data() + deletionTimeAt);
        }
    }

    void readFile()
    {
        const std::uint32_t number = library_.superblock().orphanFileInum;
        const Inode file = readInode(library_, number);
        for (const VolumeRange& range : blocksOf(library_, file, budget_).content) {
            const std::uint64_t blockSize = library_.superblock().blockSize();
            for (std::uint64_t at = range.start.bytes(); at < range.end().bytes(); at += blockSize)
                readBlock(file, at / blockSize);
        }
    }

private:
    void readBlock(const Inode& file, std::uint64_t block)
    {
        budget_.spend();
        std::vector<std::byte> bytes(library_.superblock().blockSize());
        library_.read(block, bytes);
        const std::size_t end = bytes.size() - tailLength;
        const std::uint64_t offset = block * bytes.size();
        if (loadLittleEndian<std::uint32_t>(bytes.data() + end) != EXT4_ORPHAN_BLOCK_MAGIC)
            throw contradiction("orphan file", offset);
        if (library_.superblock().hasRoCompat(EXT4_FEATURE_RO_COMPAT_METADATA_CSUM)) {
            const auto generation = loadLittleEndian<std::uint32_t>(file.body.data() + generationAt);
            const std::uint32_t sum = ext2fs_do_orphan_file_block_csum(library_.fs(), file.number, generation, block,
                                                                       reinterpret_cast<char*>(bytes.data()));
            if (!checksumMatches(sum, loadLittleEndian<std::uint32_t>(bytes.data() + end + 4)))
                throw badChecksum("orphan file", offset);
        }
        for (std::size_t at = 0; at + 4 <= end; at += 4) {
            if (const auto number = loadLittleEndian<std::uint32_t>(bytes.data() + at); number != 0)
                requireInUse(number, "orphan file");
        }
    }

    void requireInUse(std::uint32_t number, std::string_view where)
    {
        const Superblock& superblock = library_.superblock();
        if (number < superblock.firstIno || number > superblock.inodesCount)
            throw contradiction(where, superblockOffset);
        const dgrp_t group = (number - 1) / superblock.inodesPerGroup;
        const std::uint32_t index = (number - 1) % superblock.inodesPerGroup;
        const bool unwritten =
            superblock.hasGroupChecksums() && ext2fs_bg_flags_test(library_.fs(), group, EXT2_BG_INODE_UNINIT) != 0;
        if (unwritten ||
            (bitmap(group)[index / 8] & std::byte{static_cast<unsigned char>(1U << index % 8)}) == std::byte{0})
            throw contradiction(where, library_.placeOfInode(number));
    }

    const std::vector<std::byte>& bitmap(dgrp_t group)
    {
        if (group == bitmapGroup_ && !bitmap_.empty())
            return bitmap_;
        const std::uint64_t block = ext2fs_inode_bitmap_loc(library_.fs(), group);
        const VolumeRange place = library_.range(block, 1);
        bitmap_.resize(place.length);
        library_.read(block, bitmap_);
        const int good = ext2fs_inode_bitmap_csum_verify(library_.fs(), group, reinterpret_cast<char*>(bitmap_.data()),
                                                         static_cast<int>(library_.superblock().inodesPerGroup / 8));
        if (!checksumMatches(good != 0 ? 1 : 0, 1))
            throw badChecksum("inode bitmap", place.start.bytes());
        bitmapGroup_ = group;
        return bitmap_;
    }

    const Library& library_;
    BlockBudget budget_;
    std::unordered_set<std::uint32_t> seen_;
    std::vector<std::byte> bitmap_;
    dgrp_t bitmapGroup_ = 0;
};

}  // namespace

bool hasOrphans(const Superblock& superblock) noexcept
{
    return superblock.lastOrphan != 0 || superblock.hasRoCompat(EXT4_FEATURE_RO_COMPAT_ORPHAN_PRESENT);
}

void requireSoundOrphans(const Library& library)
{
    Orphans orphans(library);
    orphans.followList();
    if (!library.superblock().hasRoCompat(EXT4_FEATURE_RO_COMPAT_ORPHAN_PRESENT))
        return;
    if (!library.superblock().hasCompat(EXT4_FEATURE_COMPAT_ORPHAN_FILE))
        throw contradiction("orphan file", superblockOffset);
    orphans.readFile();
}

}  // namespace engine::ext
