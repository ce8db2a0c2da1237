#include "guest/probe.h"

#include "guest/btrfs/file_system.h"
#include "guest/exfat/file_system.h"
#include "guest/ext/file_system.h"
#include "guest/fat/file_system.h"
#include "guest/ntfs/file_system.h"
#include "guest/recognised/file_system.h"
#include "guest/swap/file_system.h"
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

std::unique_ptr<FileSystem> refused(std::string type, std::uint64_t length, Error reason)
{
    VolumeFacts facts;
    facts.type = std::move(type);
    facts.state = VolumeState::Unknown;
    facts.reason = std::move(reason);
    facts.length = length;
    return std::make_unique<recognised::FileSystem>(std::move(facts));
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
            return refused("", volume->size(), Error(ErrorKind::Refused, "volume.twoSignatures"));
        found = &reader;
    }
    if (!found)
        return refused("", volume->size(), Error(ErrorKind::Unsupported, "volume.noSignature"));
    try {
        return found->open(volume);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Cancelled)
            throw;
        return refused("", volume->size(), error);
    }
}

}  // namespace engine
