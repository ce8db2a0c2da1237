#include "guest/xfs/file_system.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "guest/xfs/files.h"
#include "guest/xfs/free_space.h"
#include "guest/xfs/log.h"

#include <bit>

namespace engine::xfs {

namespace {

constexpr std::uint32_t superblockMagic = 0x58465342;
constexpr std::size_t superblockCrc = 224;

bool isPlausibleSize(std::uint32_t value, std::uint8_t log, std::uint32_t most)
{
    return std::has_single_bit(value) && value >= 512 && value <= most &&
           static_cast<unsigned>(std::countr_zero(value)) == log;
}

Superblock readSuperblock(const BlockSource& source)
{
    std::array<std::byte, superblockBytes> bytes{};
    source.read(0, bytes);
    return parseSuperblock(bytes);
}

/// As blkid spells it.
std::string textOf(const Uuid& uuid)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        const auto byte = std::to_integer<unsigned>(uuid[i]);
        text += digits[byte >> 4];
        text += digits[byte & 0xf];
    }
    return text;
}

Error onOtherDevice(std::string_view what)
{
    return Error(ErrorKind::Unsupported, "volume.otherDevice", {{"what", std::string(what)}});
}

}  // namespace

bool recognises(const BlockSource& source)
{
    if (source.size() < superblockBytes)
        return false;
    const Superblock superblock = readSuperblock(source);
    return superblock.magicnum == superblockMagic && superblock.version() >= 1 && superblock.version() <= 5 &&
           isPlausibleSize(superblock.blocksize, superblock.blocklog, 65536);
}

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source)
{
    return std::make_unique<FileSystem>(std::move(source));
}

FileSystem::FileSystem(std::shared_ptr<const BlockSource> source) : volume_(source, readSuperblock(*source))
{
    const Superblock& superblock = volume_.superblock();
    facts_.type = "xfs";
    facts_.label = superblock.fname;
    facts_.uuid = textOf(superblock.uuid);
    facts_.blockSize = superblock.blocksize;
    facts_.length = source->size();
    try {
        examine(*source);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        refuse(VolumeState::Unknown, error);
    }
}

void FileSystem::refuse(VolumeState state, Error reason)
{
    facts_.state = state;
    facts_.reason = std::move(reason);
}

void FileSystem::examine(const BlockSource& source)
{
    const Superblock& superblock = volume_.superblock();
    checkFeatures(superblock);
    if (superblock.inprogress != 0)
        return refuse(VolumeState::Dirty, volumeDirty("sb_inprogress"));
    if (superblock.hasIncompatible(incompatible::needsRepair))
        return refuse(VolumeState::Dirty, volumeDirty("NEEDSREPAIR"));
    if (superblock.logstart == 0)
        return refuse(VolumeState::Unknown, onOtherDevice("log"));
    if (superblock.rblocks != 0)
        return refuse(VolumeState::Unknown, onOtherDevice("realtime data"));
    checkGeometry(superblock, source.size());
    facts_.length = superblock.dblocks << superblock.blocklog;
    if (superblock.hasChecksums()) {
        std::vector<std::byte> sector(superblock.sectsize);
        source.read(0, sector);
        if (!checksumMatchesAt(sector, superblockCrc))
            throw badChecksum("superblock", 0);
    }
    const auto head = cleanLogHead(volume_);
    if (!head)
        return refuse(VolumeState::NeedsRecovery, volumeNeedsRecovery("log"));
    volume_.setLogHead(*head);
    facts_.state = VolumeState::Clean;
}

VolumeRangeSet FileSystem::freeSpace()
{
    return readFreeSpace(volume_);
}

void FileSystem::visitFiles(WalkScope scope, FileVisitor& visitor)
{
    xfs::visitFiles(volume_, scope, visitor);
}

}  // namespace engine::xfs
