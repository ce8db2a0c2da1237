#include "work/locked_files.h"

#include "bytes/error.h"

namespace engine {

namespace {

/// For writing where that is possible: so a `recover` elsewhere leaves it alone. Read-only templates are not.
File openForLock(const std::filesystem::path& path)
{
    const FilePlace place = FilePlace::toWrite(path);
    try {
        return place.folder->open(place.name, File::Access::ReadWrite);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::AccessDenied)
            throw;
        return place.folder->open(place.name, File::Access::ReadOnly);
    }
}

}  // namespace

void LockedFiles::add(const std::filesystem::path& path)
{
    files_.push_back(std::make_unique<File>(openForLock(path)));
    locks_.push_back(std::make_unique<ImageLock>(*files_.back(), LockPermission::ConsistentRead, LockPermission::All));
    holds_.push_back(std::make_unique<ExclusiveHold>(*files_.back()));
}

}  // namespace engine
