#include "guest/ext/file_system.h"

#include "guest/ext/files.h"
#include "guest/ext/free_space.h"
#include "guest/ext/volume_state.h"

namespace engine::ext {

FileSystem::FileSystem(std::shared_ptr<const BlockSource> source)
{
    const Superblock superblock = readSuperblock(*source);
    facts_.type = superblock.type();
    facts_.label = superblock.volumeName;
    facts_.uuid = superblock.uuid;
    try {
        open(std::move(source), superblock);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        facts_.state = VolumeState::Unknown;
        facts_.reason = error;
        library_.reset();
    }
}

void FileSystem::open(std::shared_ptr<const BlockSource> source, const Superblock& superblock)
{
    auto doubt = doubtOf(superblock);
    if (!doubt || doubt->state != VolumeState::Unknown) {
        checkGeometry(superblock, source->size());
        facts_.blockSize = superblock.clusterSize();
        facts_.length = superblock.length();
        library_ = std::make_unique<Library>(std::move(source), superblock);
        if (!doubt)
            doubt = doubtOf(*library_);
    }
    facts_.state = doubt ? doubt->state : VolumeState::Clean;
    if (doubt)
        facts_.reason = doubt->reason;
}

VolumeRangeSet FileSystem::freeSpace()
{
    return ext::freeSpace(*library_);
}

void FileSystem::visitFiles(WalkScope scope, FileVisitor& visitor)
{
    ext::visitFiles(*library_, scope, visitor);
}

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source)
{
    return std::make_unique<FileSystem>(std::move(source));
}

}  // namespace engine::ext
