#include "guest/probe.h"

#include "guest/btrfs/file_system.h"
#include "guest/doubt.h"
#include "guest/exfat/file_system.h"
#include "guest/ext/file_system.h"
#include "guest/fat/file_system.h"
#include "guest/ntfs/file_system.h"
#include "guest/recognised/file_system.h"
#include "guest/recognised/identity.h"
#include "guest/swap/file_system.h"
#include "guest/swap/superblock.h"
#include "guest/xfs/file_system.h"

#include <array>
#include <functional>
#include <vector>

namespace engine {

namespace {

/// One row a file system folder. `type` names what cannot even be opened.
struct Reader {
    std::string_view type;
    bool (*recognises)(const BlockSource&);
    std::unique_ptr<FileSystem> (*open)(std::shared_ptr<const BlockSource>);
};

const std::vector<Reader>& readers()
{
    static const std::vector<Reader> all{
        {"ext", ext::recognises, ext::open},       {"ntfs", ntfs::recognises, ntfs::open},
        {"xfs", xfs::recognises, xfs::open},       {"btrfs", btrfs::recognises, btrfs::open},
        {"swap", swap::recognises, swap::open},    {"", recognised::recognises, recognised::open},
        {"exfat", exfat::recognises, exfat::open}, {"vfat", fat::recognises, fat::open},
    };
    return all;
}

std::unique_ptr<FileSystem> refused(VolumeFacts facts, VolumeState state, Error reason)
{
    facts.state = state;
    facts.reason = std::move(reason);
    return std::make_unique<recognised::FileSystem>(std::move(facts));
}

VolumeFacts named(std::string_view type, const BlockSource& volume)
{
    VolumeFacts facts;
    facts.type = type;
    facts.length = volume.size();
    return facts;
}

std::unique_ptr<FileSystem> open(const Reader& reader, const std::shared_ptr<const BlockSource>& volume)
{
    try {
        return reader.open(volume);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        return refused(recognised::identityOf(reader.type, *volume), VolumeState::Unknown, error);
    }
}

/// One of the two is a leftover, and only the owner knows which; what the first says of itself stays. A suspended
/// system counts even if it is the leftover: the rest of the disk depends on it.
std::unique_ptr<FileSystem> ambiguous(const std::shared_ptr<const BlockSource>& volume, const Reader& first,
                                      const Reader& second)
{
    const auto superblock = swap::readSuperblock(*volume, {VolumeOffset(0), volume->size()});
    if (superblock && superblock->suspended)
        return refused(named("swsuspend", *volume), VolumeState::Hibernated, volumeHibernated(superblock->signature));
    VolumeFacts facts = open(first, volume)->facts();
    const std::string other = open(second, volume)->facts().type;
    Error reason = twoSignatures(facts.type, other);
    return refused(std::move(facts), VolumeState::Unknown, std::move(reason));
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
            return ambiguous(volume, *found, reader);
        found = &reader;
    }
    if (!found)
        return refused(named("", *volume), VolumeState::Unknown, Error(ErrorKind::Unsupported, "volume.noSignature"));
    return open(*found, volume);
}

}  // namespace engine
