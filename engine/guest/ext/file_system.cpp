#include "guest/ext/file_system.h"

#include "guest/ext/files.h"
#include "guest/ext/free_space.h"
#include "guest/ext/orphans.h"
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
        refuse({facts_.state, error});
        library_.reset();
    }
}

void FileSystem::refuse(Doubt doubt)
{
    facts_.state = doubt.state;
    facts_.reason = std::move(doubt.reason);
    facts_.caution.reset();
}

void FileSystem::open(std::shared_ptr<const BlockSource> source, const Superblock& superblock)
{
    auto doubt = doubtOf(superblock);
    if (!doubt || doubt->state != VolumeState::Unknown) {
        checkGeometry(superblock, source->size());
        facts_.blockSize = superblock.clusterSize();
        facts_.length = superblock.length();
        library_ = std::make_unique<Library>(source, superblock);
    }
    if (!doubt && superblock.hasIncompat(EXT3_FEATURE_INCOMPAT_RECOVER))
        doubt = replay(std::move(source));
    if (!doubt)
        doubt = doubtOf(*library_);
    if (doubt) {
        refuse(std::move(*doubt));
        return;
    }
    if (hasOrphans(library_->superblock())) {
        facts_.state = VolumeState::NeedsRecovery;
        requireSoundOrphans(*library_);
        if (!recovering())
            facts_.caution = Error(ErrorKind::Unsupported, "volume.orphans");
    }
    if (!recovering())
        facts_.state = VolumeState::Clean;
}

std::optional<Doubt> FileSystem::replay(std::shared_ptr<const BlockSource> source)
{
    try {
        Recovery recovery = recover(std::move(source), *library_);
        library_ = std::move(recovery.library);
        recovered_ = std::move(recovery.source);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        const bool dirty = error.code() == "volume.dirty";
        return Doubt{dirty ? VolumeState::Dirty : VolumeState::NeedsRecovery, error};
    }
    facts_.state = VolumeState::NeedsRecovery;
    facts_.caution = Error(ErrorKind::Unsupported, "volume.replayed",
                           {{"transactions", std::uint64_t{recovered_->log().transactions}}});
    return std::nullopt;
}

VolumeRangeSet FileSystem::freeSpace()
{
    VolumeRangeSet free = ext::freeSpace(*library_, recovering());
    return recovered_ ? differenceOf(free, usedBefore(*library_, *recovered_)) : free;
}

void FileSystem::visitFiles(WalkScope scope, FileVisitor& visitor)
{
    // Nothing else tells whether the copy was taken at one moment.
    ext::visitFiles(*library_, recovering() ? WalkScope::All : scope, recovering(), visitor);
}

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source)
{
    return std::make_unique<FileSystem>(std::move(source));
}

}  // namespace engine::ext
