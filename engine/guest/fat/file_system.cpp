#include "guest/fat/file_system.h"

#include "guest/clusters/facts.h"
#include "guest/clusters/text.h"
#include "guest/doubt.h"
#include "guest/fat/directory.h"
#include "guest/fat/files.h"
#include "guest/fat/free_space.h"
#include "guest/fat/hibernation.h"
#include "image/field_check.h"

#include <array>

namespace engine::fat {

namespace {

void checkFeatures(const Superblock& block)
{
    constexpr std::uint16_t knownFlags = 0x8f;
    if (block.version != 0)
        throw unknownFeature("BPB_FSVer", block.version);
    if (const unsigned unknown = block.extFlags & ~unsigned{knownFlags})
        throw unknownFeature("BPB_ExtFlags", unknown);
    const auto contradicts = [&](std::string_view name, Type type) {
        return block.typeName == name && block.type != type;
    };
    if (contradicts("FAT12   ", Type::Fat12) || contradicts("FAT16   ", Type::Fat16) ||
        contradicts("FAT32   ", Type::Fat32))
        throw contradiction("BS_FilSysType", 0);
}

/// The parameters again, where FAT32 keeps them a second time.
void checkBackup(const BlockSource& source, const Superblock& block)
{
    constexpr std::uint16_t none = 0xffff;
    if (block.backupBootSector == 0 || block.backupBootSector == none)
        return;
    requireAtMost("BPB_BkBootSec", block.backupBootSector, block.reservedSectors - 1);
    constexpr std::uint64_t parametersAt = 11;
    std::array<std::byte, 53> parameters{};
    std::array<std::byte, 53> backup{};
    const std::uint64_t offset = std::uint64_t{block.backupBootSector} * block.bytesPerSector;
    source.read(parametersAt, parameters);
    source.read(offset + parametersAt, backup);
    if (parameters != backup)
        throw contradiction("backup boot sector", offset);
}

void checkDirty(const Superblock& block, const Table& table)
{
    if ((block.state & 0x3) != 0)
        throw volumeDirty("BS_Reserved1");
    if (block.type == Type::Fat12)
        return;
    const std::uint32_t cleanShutdown = block.type == Type::Fat16 ? 0x8000 : 0x08000000;
    const std::uint32_t noHardError = cleanShutdown / 2;
    for (std::uint32_t copy = 0; copy < block.fats; ++copy) {
        if (!block.mirrored() && copy != block.activeFat())
            continue;
        const std::uint32_t entry = table.entry(copy, 1);
        if ((entry & cleanShutdown) == 0)
            throw volumeDirty("ClnShutBitMask");
        if ((entry & noHardError) == 0)
            throw volumeDirty("HrdErrBitMask");
    }
}

void checkMediaEntry(const Superblock& block, const Table& table)
{
    if ((table.entry(block.activeFat(), 0) & 0xff) != block.media)
        throw contradiction("FAT[0]", block.fatOffset(block.activeFat()));
}

}  // namespace

FileSystem::FileSystem(std::shared_ptr<const BlockSource> source)
    : source_(std::move(source)), block_(readSuperblock(*source_)), table_(source_, block_),
      facts_(
          clusters::cleanFacts("vfat", clusters::serialText(block_.volumeId), block_.heap.clusterSize, block_.length()))
{
    facts_.label = labelText(block_.label);
    clusters::noteDoubt(facts_, [this] {
        checkFeatures(block_);
        checkDirty(block_, table_);
        checkMediaEntry(block_, table_);
        if (block_.type == Type::Fat32)
            checkBackup(*source_, block_);
    });
    clusters::noteDoubt(facts_, [this] { readRoot(); });
}

void FileSystem::readRoot()
{
    clusters::Claims claims;
    const auto root = rootDirectory(block_, table_, claims);
    if (auto label = findLabel(*source_, root))
        facts_.label = std::move(*label);
    checkHibernation(*source_, block_, root);
}

VolumeRangeSet FileSystem::freeSpace()
{
    return fat::freeSpace(*source_, block_, table_);
}

void FileSystem::visitFiles(WalkScope scope, FileVisitor& visitor)
{
    fat::visitFiles(*source_, block_, table_, scope, visitor);
}

bool recognises(const BlockSource& source)
{
    return looksLikeBootSector(source);
}

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source)
{
    return std::make_unique<FileSystem>(std::move(source));
}

}  // namespace engine::fat
