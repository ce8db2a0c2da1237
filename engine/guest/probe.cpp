#include "guest/probe.h"

#include "guest/btrfs/file_system.h"
#include "guest/doubt.h"
#include "guest/exfat/file_system.h"
#include "guest/ext/file_system.h"
#include "guest/fat/file_system.h"
#include "guest/ntfs/file_system.h"
#include "guest/recognised/file_system.h"
#include "guest/swap/file_system.h"
#include "guest/swap/superblock.h"
#include "guest/xfs/file_system.h"

#include <array>
#include <functional>
#include <vector>

namespace engine {

namespace {

/// One row a file system folder.
struct Reader {
    bool (*recognises)(const BlockSource&);
    std::unique_ptr<FileSystem> (*open)(std::shared_ptr<const BlockSource>);
};

const std::vector<Reader>& readers()
{
    static const std::vector<Reader> all{
        {ext::recognises, ext::open},     {ntfs::recognises, ntfs::open}, {xfs::recognises, xfs::open},
        {btrfs::recognises, btrfs::open}, {swap::recognises, swap::open}, {recognised::recognises, recognised::open},
        {exfat::recognises, exfat::open}, {fat::recognises, fat::open},
    };
    return all;
}

std::unique_ptr<FileSystem> refused(std::string type, VolumeState state, std::uint64_t length, Error reason)
{
    VolumeFacts facts;
    facts.type = std::move(type);
    facts.state = state;
    facts.reason = std::move(reason);
    facts.length = length;
    return std::make_unique<recognised::FileSystem>(std::move(facts));
}

/// One of the two is a leftover, and only the owner knows which. A suspended system counts even if it is the leftover:
/// the rest of the disk depends on it.
std::unique_ptr<FileSystem> ambiguous(const BlockSource& volume)
{
    const std::optional<swap::Superblock> superblock = swap::readSuperblock(volume, {VolumeOffset(0), volume.size()});
    if (!superblock || !superblock->suspended)
        return refused("", VolumeState::Unknown, volume.size(), Error(ErrorKind::Refused, "volume.twoSignatures"));
    return refused("swsuspend", VolumeState::Hibernated, volume.size(), volumeHibernated(superblock->signature));
}

}  // namespace

std::string_view name(VolumeState state) noexcept
{
    constexpr std::array<std::string_view, 6> names{"clean",         "dirty",     "hibernated",
                                                    "needsRecovery", "encrypted", "unknown"};
    return names[static_cast<std::size_t>(state)];
}

std::unique_ptr<FileSystem> openFileSystem(std::shared_ptr<const BlockSource> volume)
{
    const Reader* found = nullptr;
    for (const Reader& reader : readers()) {
        if (!reader.recognises(*volume))
            continue;
        if (found)
            return ambiguous(*volume);
        found = &reader;
    }
    if (!found)
        return refused("", VolumeState::Unknown, volume->size(), Error(ErrorKind::Unsupported, "volume.noSignature"));
    try {
        return found->open(volume);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        return refused("", VolumeState::Unknown, volume->size(), error);
    }
}

}  // namespace engine
