#include "guest/xfs/superblock.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "image/field_check.h"

#include <algorithm>
#include <array>
#include <bit>

namespace engine::xfs {

namespace {

constexpr std::uint64_t leastGroupBytes = 1ULL << 24;
constexpr std::uint64_t mostGroupBytes = 1ULL << 40;
constexpr std::uint64_t leastGroupBlocks = 64;
constexpr std::uint64_t mostLogBytes = 1ULL << 31;
constexpr std::uint64_t leastLogBytes = 1ULL << 16;
constexpr std::uint64_t mostDirectoryBlock = 1ULL << 16;

constexpr std::uint16_t knownVersionBits = static_cast<std::uint16_t>(~version::shared);
constexpr std::uint32_t knownFeatures2 =
    features2::lazySuperblockCount | features2::attr2 | features2::projectId32 | features2::ftype;
constexpr std::uint32_t knownReadOnly = readOnlyCompatible::finobt | readOnlyCompatible::rmapbt |
                                        readOnlyCompatible::reflink | readOnlyCompatible::inobtCount;
constexpr std::uint32_t knownIncompatible = incompatible::ftype | incompatible::sparseInodes | incompatible::metaUuid |
                                            incompatible::bigTime | incompatible::needsRepair |
                                            incompatible::largeExtentCounts | incompatible::exchangeRange |
                                            incompatible::parentPointers;
constexpr std::array unreadIncompatible{NamedFeature{1 << 8, "metadir", "xfsprogs 6.13"},
                                        NamedFeature{1 << 9, "zoned", "xfsprogs 6.15"},
                                        NamedFeature{1 << 10, "zone gaps", "xfsprogs 6.15"}};
/// Only while changes of extended attributes are in the log.
constexpr std::array unreadLogIncompatible{NamedFeature{1 << 0, "logged attributes", "xfsprogs 5.19"}};

Uuid readUuid(ByteReader& reader)
{
    Uuid uuid{};
    std::ranges::copy(reader.take(uuid.size()), uuid.begin());
    return uuid;
}

void readGeometry(ByteReader& reader, Superblock& s)
{
    s.magicnum = reader.bigEndian<std::uint32_t>();
    s.blocksize = reader.bigEndian<std::uint32_t>();
    s.dblocks = reader.bigEndian<std::uint64_t>();
    s.rblocks = reader.bigEndian<std::uint64_t>();
    reader.skip(8);  // rextents
    s.uuid = readUuid(reader);
    s.logstart = reader.bigEndian<std::uint64_t>();
    s.rootino = reader.bigEndian<std::uint64_t>();
    s.rbmino = reader.bigEndian<std::uint64_t>();
    s.rsumino = reader.bigEndian<std::uint64_t>();
    reader.skip(4);  // rextsize
    s.agblocks = reader.bigEndian<std::uint32_t>();
    s.agcount = reader.bigEndian<std::uint32_t>();
    reader.skip(4);  // rbmblocks
    s.logblocks = reader.bigEndian<std::uint32_t>();
    s.versionnum = reader.bigEndian<std::uint16_t>();
    s.sectsize = reader.bigEndian<std::uint16_t>();
    s.inodesize = reader.bigEndian<std::uint16_t>();
    s.inopblock = reader.bigEndian<std::uint16_t>();
    s.fname = reader.text(12);
    s.fname.resize(std::min(s.fname.find('\0'), s.fname.size()));
    s.blocklog = reader.bigEndian<std::uint8_t>();
    s.sectlog = reader.bigEndian<std::uint8_t>();
    s.inodelog = reader.bigEndian<std::uint8_t>();
    s.inopblog = reader.bigEndian<std::uint8_t>();
    s.agblklog = reader.bigEndian<std::uint8_t>();
    reader.skip(1);  // rextslog
    s.inprogress = reader.bigEndian<std::uint8_t>();
    reader.skip(1);  // imax_pct
}

void readCountersAndFeatures(ByteReader& reader, Superblock& s)
{
    s.icount = reader.bigEndian<std::uint64_t>();
    s.ifree = reader.bigEndian<std::uint64_t>();
    s.fdblocks = reader.bigEndian<std::uint64_t>();
    reader.skip(8);  // frextents
    s.uquotino = reader.bigEndian<std::uint64_t>();
    s.gquotino = reader.bigEndian<std::uint64_t>();
    reader.skip(3);  // qflags, flags
    s.sharedVn = reader.bigEndian<std::uint8_t>();
    reader.skip(12);  // inoalignmt, unit, width
    s.dirblklog = reader.bigEndian<std::uint8_t>();
    reader.skip(7);  // logsectlog, logsectsize, logsunit
    s.featuresTwo = reader.bigEndian<std::uint32_t>();
    // Kernels once wrote the bits into the padding behind; today's take both.
    s.featuresTwo |= reader.bigEndian<std::uint32_t>();
    s.compat = reader.bigEndian<std::uint32_t>();
    s.roCompat = reader.bigEndian<std::uint32_t>();
    s.incompat = reader.bigEndian<std::uint32_t>();
    s.logIncompat = reader.bigEndian<std::uint32_t>();
    reader.skip(8);  // crc, spino_align
    s.pquotino = reader.bigEndian<std::uint64_t>();
    s.lsn = reader.bigEndian<std::uint64_t>();
    s.metaUuid = readUuid(reader);
}

void requireEqual(std::string_view field, std::uint64_t value, std::uint64_t expected)
{
    if (value != expected)
        throw fieldError("field.notAllowed", field, value, expected);
}

/// A size that is stored twice: in bytes, and as its logarithm.
void checkSize(std::string_view field, std::uint64_t value, std::uint8_t log, std::uint64_t least, std::uint64_t most)
{
    requireAtLeast(field, value, least);
    requireAtMost(field, value, most);
    if (!std::has_single_bit(value) || static_cast<unsigned>(std::countr_zero(value)) != log)
        throw fieldError("field.notAllowed", field, value, log < 64 ? 1ULL << log : 0);
}

void checkGroups(const Superblock& s)
{
    requireAtLeast("sb_agblocks", std::uint64_t{s.agblocks} << s.blocklog, leastGroupBytes);
    requireAtMost("sb_agblocks", std::uint64_t{s.agblocks} << s.blocklog, mostGroupBytes);
    requireEqual("sb_agcount", s.agcount, divideUp(s.dblocks, s.agblocks));
    requireAtLeast("sb_dblocks", s.groupLength(s.agcount - 1), leastGroupBlocks);
    requireEqual("sb_agblklog", s.agblklog, static_cast<std::uint64_t>(std::bit_width(s.agblocks - 1)));
}

void checkLog(const Superblock& s)
{
    const std::uint64_t bytes = std::uint64_t{s.logblocks} << s.blocklog;
    requireAtLeast("sb_logblocks", bytes, leastLogBytes);
    requireAtMost("sb_logblocks", bytes, mostLogBytes);
    const BlockAddress start = s.addressOf(s.logstart);
    if (!s.holds(start, s.logblocks))
        throw Error(ErrorKind::Refused, "field.outsideFile",
                    {{"field", std::string("sb_logstart")},
                     {"value", s.logstart},
                     {"length", std::uint64_t{s.logblocks}},
                     {"limit", s.dblocks}});
}

}  // namespace

Superblock parseSuperblock(std::span<const std::byte> bytes)
{
    ByteReader reader(bytes, 0, "superblock");
    Superblock superblock;
    readGeometry(reader, superblock);
    readCountersAndFeatures(reader, superblock);
    if (!superblock.hasChecksums()) {
        superblock.compat = superblock.roCompat = superblock.incompat = superblock.logIncompat = 0;
        superblock.pquotino = superblock.lsn = 0;
    }
    return superblock;
}

void checkFeatures(const Superblock& s)
{
    if (s.version() != 4 && s.version() != 5)
        throw unknownFeature("sb_versionnum", s.version());
    requireKnownFeatures("sb_versionnum", s.versionnum, knownVersionBits, {});
    // Without these two the formats are older than what any kernel of today reads.
    constexpr std::uint16_t needed = version::extendedFlags | version::directoryV2;
    if (s.version() == 4 && (s.versionnum & needed) != needed)
        throw unknownFeature("sb_versionnum", s.versionnum);
    if ((s.versionnum & version::moreBits) != 0)
        requireKnownFeatures("sb_features2", s.featuresTwo, knownFeatures2 | (s.hasChecksums() ? features2::crc : 0),
                             {});
    requireKnownFeatures("sb_features_compat", s.compat, 0, {});
    requireKnownFeatures("sb_features_ro_compat", s.roCompat, knownReadOnly, {});
    requireKnownFeatures("sb_features_incompat", s.incompat, knownIncompatible, unreadIncompatible);
    requireKnownFeatures("sb_features_log_incompat", s.logIncompat, 0, unreadLogIncompatible);
}

void checkGeometry(const Superblock& s, std::uint64_t volumeSize)
{
    checkSize("sb_blocksize", s.blocksize, s.blocklog, s.hasChecksums() ? 1024 : 512, 65536);
    requireAtLeast("sb_dblocks", s.dblocks, 1);
    requireRoom(s.dblocks, s.blocksize, volumeSize);
    checkGroups(s);
    checkLog(s);
    checkSize("sb_sectsize", s.sectsize, s.sectlog, 512, std::min<std::uint64_t>(32768, s.blocksize));
    checkSize("sb_inodesize", s.inodesize, s.inodelog, 256, std::min<std::uint64_t>(2048, s.blocksize));
    requireAtLeast("sb_inodesize", s.inodesize, s.hasChecksums() ? 512 : 256);
    checkSize("sb_inopblock", s.inopblock, s.inopblog, s.blocksize / s.inodesize, s.blocksize / s.inodesize);
    requireAtMost("sb_fdblocks", s.fdblocks, s.dblocks);
    requireEqual("sb_shared_vn", s.sharedVn, 0);
    requireAtMost("sb_dirblklog", s.dirblklog, 8);
    requireAtMost("sb_dirblklog", std::uint64_t{s.blocksize} << s.dirblklog, mostDirectoryBlock);
}

}  // namespace engine::xfs
