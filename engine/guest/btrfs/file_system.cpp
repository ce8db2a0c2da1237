#include "guest/btrfs/file_system.h"

#include "guest/btrfs/device.h"
#include "guest/btrfs/free_space.h"
#include "guest/btrfs/roots.h"
#include "guest/uuid_text.h"

namespace engine::btrfs {

namespace {

VolumeState stateOf(const Error& reason)
{
    if (reason.code() == "volume.dirty")
        return VolumeState::Dirty;
    if (reason.code() == "volume.needsRecovery")
        return VolumeState::NeedsRecovery;
    return VolumeState::Unknown;
}

class FileSystem : public engine::FileSystem {
public:
    explicit FileSystem(std::shared_ptr<const BlockSource> source)
        : source_(std::move(source)), superblock_(readSuperblock(*source_))
    {
        facts_.type = "btrfs";
        facts_.label = superblock_.label;
        facts_.uuid = uuidText(superblock_.fsid);
        facts_.blockSize = superblock_.sectorSize;
        facts_.length = superblock_.totalBytes;
        try {
            readTrees();
            facts_.state = VolumeState::Clean;
            facts_.caution = Error(ErrorKind::Unsupported, "volume.mountUnknown");
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
                throw;
            facts_.reason = error;
            facts_.state = stateOf(error);
        }
    }

    const VolumeFacts& facts() const noexcept override { return facts_; }
    VolumeRangeSet freeSpace() override { return readFreeSpace(*source_, superblock_, *chunks_, *reader_, roots_); }

private:
    void readTrees()
    {
        requireSound(superblock_, *source_);
        const ChunkMap systemChunks = ChunkMap::ofSystemChunks(superblock_);
        chunks_ = readChunkTree(TreeReader(*source_, superblock_, systemChunks), superblock_);
        reader_.emplace(*source_, superblock_, *chunks_);
        roots_ = readRoots(*reader_, superblock_);
    }

    std::shared_ptr<const BlockSource> source_;
    Superblock superblock_;
    VolumeFacts facts_;
    std::optional<ChunkMap> chunks_;
    std::optional<TreeReader> reader_;
    Roots roots_;
};

}  // namespace

bool recognises(const BlockSource& source)
{
    return hasSuperblock(source);
}

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source)
{
    return std::make_unique<FileSystem>(std::move(source));
}

}  // namespace engine::btrfs
