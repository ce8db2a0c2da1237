#include "guest/xfs/allocation_group.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"

#include <algorithm>

namespace engine::xfs {

namespace {

constexpr std::uint32_t superblockMagic = 0x58465342;
constexpr std::uint32_t agfMagic = 0x58414746;
constexpr std::uint32_t agiMagic = 0x58414749;
constexpr std::uint32_t agflMagic = 0x5841464c;
constexpr std::uint32_t noBlock = UINT32_MAX;
constexpr unsigned unlinkedBuckets = 64;

constexpr Stamp superblockStamp{"superblock", 224, 32, 240};
constexpr Stamp agfStamp{"AGF", 216, 64, 208};
constexpr Stamp agiStamp{"AGI", 312, 296, 320};
constexpr Stamp agflStamp{"AGFL", 32, 8, 24};

/// One header's sector.
struct Sector {
    std::span<const std::byte> bytes;
    std::uint64_t offset;
};

void require(bool condition, std::string_view structure, const Sector& sector)
{
    if (!condition)
        throw contradiction(structure, sector.offset);
}

void checkCopy(const Volume& volume, const Sector& sector)
{
    const Superblock& first = volume.superblock();
    // A copy may keep an older owner and an older sequence number than the first: only its checksum is looked at.
    if (first.hasChecksums() && !checksumMatchesAt(sector.bytes, superblockStamp.crc))
        throw badChecksum("superblock", sector.offset);
    const Superblock copy = parseSuperblock(sector.bytes);
    require(copy.magicnum == superblockMagic && copy.version() == first.version() &&
                copy.blocksize == first.blocksize && copy.dblocks == first.dblocks && copy.agblocks == first.agblocks &&
                copy.agcount == first.agcount && copy.logstart == first.logstart && copy.logblocks == first.logblocks &&
                copy.sectsize == first.sectsize && copy.inodesize == first.inodesize,
            "superblock", sector);
}

/// Magic number, version, number and length, with which AGF and AGI begin.
void checkStart(ByteReader& reader, std::uint32_t magic, const AllocationGroup& group, std::string_view structure,
                const Sector& sector)
{
    const bool known = reader.bigEndian<std::uint32_t>() == magic && reader.bigEndian<std::uint32_t>() == 1;
    require(known && reader.bigEndian<std::uint32_t>() == group.number &&
                reader.bigEndian<std::uint32_t>() == group.length,
            structure, sector);
}

void readAgf(const Volume& volume, const Sector& sector, AllocationGroup& group)
{
    volume.checkStamp(sector.bytes, agfStamp, sector.offset);
    ByteReader reader(sector.bytes, sector.offset, "AGF");
    checkStart(reader, agfMagic, group, "AGF", sector);
    FreeSpaceHeader& agf = group.agf;
    for (std::uint32_t* field :
         {&agf.bnoRoot, &agf.cntRoot, &agf.rmapRoot, &agf.bnoLevel, &agf.cntLevel, &agf.rmapLevel, &agf.flfirst,
          &agf.fllast, &agf.flcount, &agf.freeblks, &agf.longest, &agf.btreeblks})
        *field = reader.bigEndian<std::uint32_t>();
    reader.skip(sizeof(Uuid));
    for (std::uint32_t* field : {&agf.rmapBlocks, &agf.refcountBlocks, &agf.refcountRoot, &agf.refcountLevel})
        *field = reader.bigEndian<std::uint32_t>();
    require(agf.freeblks <= group.length && agf.longest <= agf.freeblks, "AGF", sector);
}

void readAgi(const Volume& volume, const Sector& sector, AllocationGroup& group)
{
    volume.checkStamp(sector.bytes, agiStamp, sector.offset);
    ByteReader reader(sector.bytes, sector.offset, "AGI");
    checkStart(reader, agiMagic, group, "AGI", sector);
    InodeHeader& agi = group.agi;
    for (std::uint32_t* field : {&agi.count, &agi.root, &agi.level, &agi.freecount})
        *field = reader.bigEndian<std::uint32_t>();
    reader.skip(8);  // newino, dirino
    for (unsigned bucket = 0; bucket < unlinkedBuckets; ++bucket) {
        if (reader.bigEndian<std::uint32_t>() != noBlock)
            throw contradiction("agi_unlinked", sector.offset);
    }
    reader.skip(sizeof(Uuid) + 16);  // crc, lsn
    for (std::uint32_t* field : {&agi.freeRoot, &agi.freeLevel, &agi.iblocks, &agi.fblocks})
        *field = reader.bigEndian<std::uint32_t>();
}

void readAgfl(const Volume& volume, const Sector& sector, AllocationGroup& group)
{
    volume.checkStamp(sector.bytes, agflStamp, sector.offset);
    ByteReader reader(sector.bytes, sector.offset, "AGFL");
    if (volume.superblock().hasChecksums()) {
        const bool known = reader.bigEndian<std::uint32_t>() == agflMagic;
        require(known && reader.bigEndian<std::uint32_t>() == group.number, "AGFL", sector);
        reader.skip(agflStamp.crc + 4 - 8);
    }
    const FreeSpaceHeader& agf = group.agf;
    const std::size_t size = reader.remaining() / 4;
    require(agf.flfirst < size && agf.fllast < size && agf.flcount <= size, "AGFL", sector);
    if (agf.flcount == 0)
        return;
    // The list is a ring inside the sector.
    require((agf.flfirst + agf.flcount - 1) % size == agf.fllast, "AGFL", sector);
    const std::span entries = sector.bytes.subspan(reader.position());
    for (std::size_t i = 0; i < agf.flcount; ++i)
        group.agfl.push_back(loadBigEndian<std::uint32_t>(&entries[(agf.flfirst + i) % size * 4]));
}

}  // namespace

AllocationGroup readAllocationGroup(const Volume& volume, std::uint32_t number)
{
    const Superblock& superblock = volume.superblock();
    AllocationGroup group;
    group.number = number;
    group.length = superblock.groupLength(number);
    const std::uint64_t start = superblock.offsetOf({number, 0});
    const std::size_t sectorBytes = superblock.sectsize;
    std::vector<std::byte> bytes(4 * sectorBytes);
    volume.read(start, bytes);
    const auto sector = [&](std::size_t index) {
        return Sector{std::span(bytes).subspan(index * sectorBytes, sectorBytes), start + index * sectorBytes};
    };
    if (number > 0)
        checkCopy(volume, sector(0));
    readAgf(volume, sector(1), group);
    readAgi(volume, sector(2), group);
    readAgfl(volume, sector(3), group);
    return group;
}

}  // namespace engine::xfs
