#include "guest/ntfs/file_system.h"

#include "guest/doubt.h"
#include "guest/ntfs/files.h"
#include "guest/ntfs/free_space.h"
#include "guest/ntfs/hibernation.h"
#include "guest/ntfs/log_file.h"
#include "guest/ntfs/system_files.h"
#include "guest/ntfs/volume_information.h"

#include <sstream>

namespace engine::ntfs {

namespace {

std::string flagsText(std::uint16_t flags)
{
    std::ostringstream text;
    text << "$VOLUME_INFORMATION flags 0x" << std::hex << flags;
    return text.str();
}

}  // namespace

bool recognises(const BlockSource& volume)
{
    return hasBootSector(volume);
}

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> volume)
{
    return std::make_unique<FileSystem>(std::move(volume));
}

FileSystem::FileSystem(std::shared_ptr<const BlockSource> source)
{
    facts_.type = "ntfs";
    facts_.uuid = serialText(*source);
    facts_.length = source->size();
    facts_.state = VolumeState::Clean;
    try {
        const BootSector boot = readBootSector(*source);
        facts_.blockSize = boot.clusterSize;
        facts_.length = boot.length();
        volume_.emplace(std::move(source));
        readState();
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        doubt(VolumeState::Unknown, error);
    }
}

/// The state that keeps a volume from being touched the longest comes first.
void FileSystem::readState()
{
    const VolumeInformation information = readVolumeInformation(*volume_);
    facts_.label = information.label;
    if (const auto version = unknownVersion(information))
        return doubt(VolumeState::Unknown, *version);
    if (isHibernated(*volume_))
        return doubt(VolumeState::Hibernated, volumeHibernated(hibernationFile));
    if (const std::uint16_t flags = dirtyFlags(information))
        return doubt(VolumeState::Dirty, volumeDirty(flagsText(flags)));
    if (!logFileIsClean(*volume_))
        return doubt(VolumeState::NeedsRecovery, volumeNeedsRecovery("$LogFile"));
    requireMirror(*volume_);
}

void FileSystem::doubt(VolumeState state, Error reason)
{
    facts_.state = state;
    facts_.reason = std::move(reason);
}

VolumeRangeSet FileSystem::freeSpace()
{
    return readFreeSpace(*volume_);
}

void FileSystem::visitFiles(WalkScope scope, FileVisitor& visitor)
{
    if (!volume_)
        return;
    // Without a log a sample proves nothing.
    const bool all = scope == WalkScope::All || logFileIsEmptied(*volume_);
    ntfs::visitFiles(*volume_, all ? WalkScope::All : WalkScope::Sample, visitor);
}

}  // namespace engine::ntfs
