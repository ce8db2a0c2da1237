#include "guest/ext/inode.h"

#include "bytes/byte_reader.h"
#include "bytes/checked.h"
#include "guest/doubt.h"

#include <algorithm>

namespace engine::ext {

namespace {

constexpr std::size_t baseLength = 128;
constexpr std::uint32_t attributeMagic = 0xea020000;
constexpr std::uint8_t systemIndex = 7;

/// The value of the attribute system.data among those in the inode; empty where there is none.
std::span<const std::byte> systemData(std::span<const std::byte> attributes)
{
    constexpr std::size_t entryLength = 16;
    ByteReader reader(attributes, 0, "extended attributes");
    if (attributes.size() < 8 || reader.littleEndian<std::uint32_t>() != attributeMagic)
        return {};
    // Offsets of values count from the first entry.
    const auto entries = attributes.subspan(4);
    while (reader.remaining() >= entryLength &&
           loadLittleEndian<std::uint32_t>(attributes.data() + reader.position()) != 0) {
        const auto nameLength = reader.littleEndian<std::uint8_t>();
        const auto index = reader.littleEndian<std::uint8_t>();
        const auto offset = reader.littleEndian<std::uint16_t>();
        const auto inode = reader.littleEndian<std::uint32_t>();
        const auto size = reader.littleEndian<std::uint32_t>();
        reader.skip(4);  // e_hash
        const std::string name = reader.text(nameLength);
        if (index == systemIndex && name == "data") {
            if (inode != 0 || !fits(offset, size, entries.size()))
                throw contradiction("inline data", 0);
            return entries.subspan(offset, size);
        }
        reader.skip(std::min<std::size_t>((4 - nameLength % 4) % 4, reader.remaining()));
    }
    return {};
}

}  // namespace

bool Inode::mapsBlocks() const noexcept
{
    if (hasInlineData())
        return false;
    if (!LINUX_S_ISLNK(mode))
        return number == EXT2_BAD_INO || LINUX_S_ISREG(mode) || LINUX_S_ISDIR(mode);
    // A short target stands in i_block itself.
    if (fileAcl == 0)
        return blocksLow != 0;
    return size >= block.size() || (size > 4 && loadLittleEndian<std::uint32_t>(block.data() + 4) == 0);
}

Inode decodeInode(std::uint32_t number, std::vector<std::byte> body)
{
    ByteReader reader(body, 0, "inode");
    Inode inode;
    inode.number = number;
    inode.mode = reader.littleEndian<std::uint16_t>();
    reader.skip(2);  // i_uid
    inode.size = reader.littleEndian<std::uint32_t>();
    reader.skip(16 + 2);  // times, i_gid
    inode.linksCount = reader.littleEndian<std::uint16_t>();
    inode.blocksLow = reader.littleEndian<std::uint32_t>();
    inode.flags = reader.littleEndian<std::uint32_t>();
    reader.skip(4);  // i_version
    std::ranges::copy(reader.take(inode.block.size()), inode.block.begin());
    reader.skip(4);  // i_generation
    inode.fileAcl = reader.littleEndian<std::uint32_t>();
    inode.size |= std::uint64_t{reader.littleEndian<std::uint32_t>()} << 32;
    reader.skip(4 + 2);  // i_faddr, i_blocks_high
    inode.fileAcl |= std::uint64_t{reader.littleEndian<std::uint16_t>()} << 32;
    inode.body = std::move(body);
    return inode;
}

Inode readInode(const Library& library, std::uint32_t number)
{
    std::vector<std::byte> body(library.superblock().inodeSize);
    const errcode_t result = ext2fs_read_inode_full(library.fs(), number, reinterpret_cast<ext2_inode*>(body.data()),
                                                    static_cast<int>(body.size()));
    const std::string name = "inode " + std::to_string(number);
    if (result == EXT2_ET_INODE_CSUM_INVALID)
        throw badChecksum(name, library.placeOfInode(number));
    library.require(result, name, 0);
    return decodeInode(number, std::move(body));
}

bool isReserved(const Superblock& superblock, std::uint32_t number) noexcept
{
    return (number < superblock.firstIno && number != EXT2_ROOT_INO) || number == superblock.usrQuotaInum ||
           number == superblock.grpQuotaInum || number == superblock.prjQuotaInum ||
           number == superblock.orphanFileInum || number == superblock.journalInum;
}

std::vector<std::uint32_t> reservedInodes(const Superblock& superblock)
{
    std::vector<std::uint32_t> numbers;
    // More than these ten never had a meaning, whatever s_first_ino says.
    for (std::uint32_t number = 1; number < EXT2_GOOD_OLD_FIRST_INO; ++number)
        numbers.push_back(number);
    for (const std::uint32_t number : {superblock.usrQuotaInum, superblock.grpQuotaInum, superblock.prjQuotaInum,
                                       superblock.orphanFileInum, superblock.journalInum}) {
        if (number >= EXT2_GOOD_OLD_FIRST_INO)
            numbers.push_back(number);
    }
    return numbers;
}

std::vector<std::byte> inlineData(const Inode& inode)
{
    std::vector<std::byte> data(inode.block.begin(), inode.block.end());
    if (inode.body.size() < baseLength + 4)
        return data;
    const std::size_t extra = loadLittleEndian<std::uint16_t>(inode.body.data() + baseLength);
    const std::span body(inode.body);
    if (extra > body.size() - baseLength)
        throw contradiction("inline data", 0);
    const auto tail = systemData(body.subspan(baseLength + extra));
    data.insert(data.end(), tail.begin(), tail.end());
    return data;
}

}  // namespace engine::ext
