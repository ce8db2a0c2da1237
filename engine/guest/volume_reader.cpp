#include "guest/volume_reader.h"

#include "guest/doubt.h"
#include "guest/file_collector.h"
#include "guest/lvm/physical_volumes.h"
#include "guest/probe.h"
#include "guest/volume_source.h"

namespace engine {

namespace {

/// Holds what files own against what is free.
class LiveBlocks : public FileVisitor {
public:
    explicit LiveBlocks(const VolumeRangeSet& free) : free_(free) {}

    void file(const GuestFile& file) override
    {
        for (const VolumeRange& range : file.stored) {
            const auto next = free_.nextAt(range.start);
            if (next && next->start < range.end())
                throw Error(ErrorKind::Corrupt, "volume.liveBlockFree",
                            {{"file", file.id}, {"offset", std::max(range.start, next->start).bytes()}});
        }
    }
    void named(std::uint64_t, std::uint64_t, std::string_view) override {}

private:
    const VolumeRangeSet& free_;
};

class FilesOnly : public FileVisitor {
public:
    void file(const GuestFile&) override {}
    void named(std::uint64_t, std::uint64_t, std::string_view) override {}
};

/// Errors of the disk below are nobody's reason: they end the whole reading.
void rethrowIfNotOfTheVolume(const Error& error)
{
    if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
        throw error;
}

VolumeFacts physicalVolumeFacts(const FileSystem& beside, const BlockSource& volume)
{
    VolumeFacts facts;
    facts.type = VolumeReader::physicalVolume;
    facts.uuid = lvm::uuidOf(volume);
    facts.length = volume.size();
    const VolumeFacts& other = beside.facts();
    if (other.reason && other.reason->code() == "volume.noSignature")
        facts.state = VolumeState::Clean;
    else
        facts.reason = twoSignatures(facts.type, other.type);
    return facts;
}

}  // namespace

void VolumeReader::refuse(Volume& volume, Error reason)
{
    if (reason.code() == "volume.hibernated")
        volume.facts.state = VolumeState::Hibernated;
    else if (volume.facts.state == VolumeState::Clean)
        volume.facts.state = VolumeState::Unknown;
    volume.facts.caution.reset();
    volume.reason = std::move(reason);
    volume.free = {};
}

Volume VolumeReader::read(VolumeMapping mapping, const std::optional<Error>& doubt) const
{
    Volume volume(std::move(mapping));
    const auto source = std::make_shared<VolumeSource>(disk_, volume.mapping, readLimit_);
    const auto fileSystem = openFileSystem(source);
    volume.facts = lvm::recognises(*source) ? physicalVolumeFacts(*fileSystem, *source) : fileSystem->facts();
    volume.reason = volume.facts.reason;
    if (volume.facts.type != physicalVolume)
        judge(volume, *fileSystem, *source);
    if (doubt && volume.trimmable()) {
        volume.reason = doubt;
        volume.free = {};
    }
    return volume;
}

void VolumeReader::lookForSleeper(Volume& volume, FileSystem& fileSystem)
{
    try {
        FilesOnly nobody;
        fileSystem.visitFiles(WalkScope::All, nobody);
    } catch (const Error& error) {
        rethrowIfNotOfTheVolume(error);
        if (error.code() == "volume.hibernated")
            refuse(volume, error);
    }
}

void VolumeReader::judge(Volume& volume, FileSystem& fileSystem, const BlockSource& source) const
{
    if (volume.trimmable()) {
        try {
            const VolumeRangeSet free = fileSystem.freeSpace();
            LiveBlocks live(free);
            fileSystem.visitFiles(options_.everyFile ? WalkScope::All : WalkScope::Sample, live);
            volume.free = volume.mapping.toDisk(free);
        } catch (const Error& error) {
            rethrowIfNotOfTheVolume(error);
            refuse(volume, error);
        }
    }
    if (!volume.trimmable() && options_.everyFile && fileSystem.listsFiles())
        lookForSleeper(volume, fileSystem);
    if (!options_.listFiles || !fileSystem.listsFiles())
        return;
    try {
        volume.files = std::make_shared<FileTable>(FileTable::read(fileSystem, source));
    } catch (const Error& error) {
        rethrowIfNotOfTheVolume(error);
        volume.filesReason = error;
    }
}

}  // namespace engine
