#include "guest/exfat/file_system.h"

#include "guest/clusters/facts.h"
#include "guest/clusters/text.h"
#include "guest/doubt.h"
#include "guest/exfat/files.h"
#include "guest/exfat/free_space.h"

namespace engine::exfat {

namespace {

void checkFeatures(const Superblock& block)
{
    constexpr std::uint16_t revision = 0x0100;
    if (block.fileSystemRevision != revision)
        throw unknownFeature("FileSystemRevision", block.fileSystemRevision);
    // TexFAT: whose table and bitmap count changes with every transaction.
    if (block.numberOfFats != 1)
        throw unknownFeature("NumberOfFats", block.numberOfFats);
}

void checkVolumeFlags(const Superblock& block)
{
    constexpr unsigned activeFat = 0x1;
    constexpr unsigned volumeDirtyFlag = 0x2;
    constexpr unsigned mediaFailure = 0x4;
    constexpr unsigned clearToZero = 0x8;
    if ((block.volumeFlags & volumeDirtyFlag) != 0)
        throw volumeDirty("VolumeDirty");
    if ((block.volumeFlags & mediaFailure) != 0)
        throw volumeDirty("MediaFailure");
    if (const unsigned unknown = block.volumeFlags & ~clearToZero)
        throw(unknown == activeFat ? contradiction("ActiveFat", 106) : unknownFeature("VolumeFlags", unknown));
}

void checkTableStart(const Table& table)
{
    constexpr std::uint32_t mediaTypeMask = 0xffffff00;
    if ((table.entry(0) & mediaTypeMask) != mediaTypeMask)
        throw contradiction("FatEntry[0]", table.entryOffset(0));
    if (table.entry(1) != 0xffffffff)
        throw contradiction("FatEntry[1]", table.entryOffset(1));
}

}  // namespace

FileSystem::FileSystem(std::shared_ptr<const BlockSource> source)
    : source_(std::move(source)), block_(readSuperblock(*source_)), table_(source_, block_),
      facts_(clusters::cleanFacts("exfat", clusters::serialText(block_.volumeSerialNumber), block_.heap.clusterSize,
                                  block_.length()))
{
    clusters::noteDoubt(facts_, [this] {
        checkBootRegions(*source_, block_);
        checkFeatures(block_);
        checkVolumeFlags(block_);
        checkTableStart(table_);
    });
    clusters::noteDoubt(facts_, [this] {
        clusters::Claims claims;
        facts_.label = readRootEntries(*source_, rootDirectory(block_, table_, claims)).label;
    });
}

VolumeRangeSet FileSystem::freeSpace()
{
    return exfat::freeSpace(*source_, block_, table_);
}

void FileSystem::visitFiles(WalkScope scope, FileVisitor& visitor)
{
    exfat::visitFiles(*source_, block_, table_, scope, visitor);
}

bool recognises(const BlockSource& source)
{
    return looksLikeBootSector(source);
}

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source)
{
    return std::make_unique<FileSystem>(std::move(source));
}

}  // namespace engine::exfat
