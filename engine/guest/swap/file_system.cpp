#include "guest/swap/file_system.h"

#include "bytes/checked.h"
#include "guest/doubt.h"
#include "guest/swap/superblock.h"
#include "image/field_check.h"

namespace engine::swap {

namespace {

VolumeRange wholeOf(const BlockSource& source)
{
    return {VolumeOffset(0), source.size()};
}

void requireSound(const Superblock& superblock, std::uint64_t size)
{
    if (superblock.suspended)
        throw volumeHibernated(superblock.signature);
    if (superblock.oldStyle)
        throw volumeNotRead(superblock.signature);
    // What follows the bootbits and the header's 512 bytes, up to the signature.
    const std::uint64_t mostBadPages = (superblock.pageSize - 1024 - 512 - 10) / 4;
    requireAtLeast("version", superblock.version, 1);
    requireAtMost("version", superblock.version, 1);
    requireAtLeast("last_page", superblock.lastPage, 1);
    requireRoom(superblock.lastPage + std::uint64_t{1}, superblock.pageSize, size);
    requireAtMost("nr_badpages", superblock.badPages, mostBadPages);
}

class FileSystem : public engine::FileSystem {
public:
    explicit FileSystem(const BlockSource& source)
    {
        const Superblock superblock = readSuperblock(source, wholeOf(source)).value();
        facts_.type = superblock.suspended ? "swsuspend" : "swap";
        facts_.label = superblock.label;
        facts_.uuid = superblock.uuid;
        facts_.blockSize = superblock.pageSize;
        facts_.length = source.size();
        try {
            requireSound(superblock, source.size());
            facts_.length = (std::uint64_t{superblock.lastPage} + 1) * superblock.pageSize;
            facts_.state = VolumeState::Clean;
        } catch (const Error& error) {
            facts_.reason = error;
            facts_.state = superblock.suspended ? VolumeState::Hibernated : VolumeState::Unknown;
        }
    }

    const VolumeFacts& facts() const noexcept override { return facts_; }
    VolumeRangeSet freeSpace() override { return {}; }
    bool listsFiles() const noexcept override { return facts_.state == VolumeState::Clean; }

    void visitFiles(WalkScope, FileVisitor& visitor) override
    {
        if (!listsFiles())
            return;
        const VolumeRange pages{VolumeOffset(facts_.blockSize), facts_.length - facts_.blockSize};
        visitor.file({1, FileKind::SwapSpace, pages.length, {&pages, 1}, {&pages, 1}});
    }

private:
    VolumeFacts facts_;
};

}  // namespace

bool recognises(const BlockSource& source)
{
    return readSuperblock(source, wholeOf(source)).has_value();
}

std::unique_ptr<engine::FileSystem> open(std::shared_ptr<const BlockSource> source)
{
    return std::make_unique<FileSystem>(*source);
}

}  // namespace engine::swap
