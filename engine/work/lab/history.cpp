#include "work/lab/history.h"

#include "bytes/error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>

namespace engine::lab {

namespace {

bool isAny(const std::string& /*name*/)
{
    return true;
}

/// Blocks are shared where the file system can.
void copySparse(const File& source, const File& target)
{
    constexpr std::uint64_t mostAtOnce = 1 << 20;
    target.resize(source.length());
    const HostRange all{HostOffset(0), source.length()};
    if (source.length() == 0 || target.clone(source, all, HostOffset(0)) == File::Clone::Done)
        return;
    const HostRangeSet stored = source.dataRanges(all);
    std::vector<std::byte> buffer;
    for (const HostRange& range : stored.ranges()) {
        for (std::uint64_t at = 0; at < range.length; at += buffer.size()) {
            buffer.resize(std::min(mostAtOnce, range.length - at));
            source.read(range.start.bytes() + at, buffer);
            target.write(range.start.bytes() + at, buffer);
        }
    }
}

/// The clock of a file system ticks in milliseconds, so that two writes can have one time. No tick ends like this.
void mark(const File& file)
{
    const auto time = (file.status().modified + std::chrono::nanoseconds(1)).time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, timespec{seconds.count(), (time - seconds).count()}};
    if (::futimens(file.descriptor(), times.data()) != 0)
        throw systemError(errno, "file.attributes").at(file.path());
}

void makeCopy(const Folder& from, const std::string& name, const Folder& into, const std::string& copy)
{
    copySparse(from.open(name, File::Access::ReadOnly), into.create(copy));
}

void mark(const Folder& folder, const std::string& name)
{
    mark(folder.open(name, File::Access::ReadOnly));
}

}  // namespace

History::History(std::vector<SharedFolder> folders, SharedFolder copies)
    : folders_(std::move(folders)), copies_(std::move(copies))
{
}

History::Moment History::now() const
{
    Moment moment;
    for (const SharedFolder& folder : folders_) {
        for (std::string& name : folder->names(isAny)) {
            const std::optional<FileStatus> status = folder->status(name);
            if (status && status->regular)
                moment[{folder.get(), std::move(name)}] = {
                    {}, status->modified.time_since_epoch().count(), status->identity.inode, status->length};
        }
    }
    return moment;
}

void History::keep(std::size_t moment)
{
    moments_.resize(std::min(moment, moments_.size()));
    Moment files = now();
    for (auto& [place, kept] : files) {
        const auto known = current_.find(place);
        if (known != current_.end() && known->second.sameFile(kept)) {
            kept.copy = known->second.copy;
            continue;
        }
        kept.copy = std::to_string(nextCopy_++);
        const auto& [folder, name] = place;
        makeCopy(*folder, name, *copies_, kept.copy);
        mark(*folder, name);
    }
    current_ = now();
    for (auto& [place, kept] : current_)
        kept.copy = files.at(place).copy;
    files = current_;
    moments_.push_back(std::move(files));
    forgetUnused();
}

void History::restore(std::size_t moment)
{
    const Moment& wanted = moments_.at(moment);
    for (const auto& [place, found] : now()) {
        const auto known = current_.find(place);
        const auto stays = wanted.find(place);
        if (known == current_.end() || !known->second.sameFile(found) || stays == wanted.end() ||
            stays->second.copy != known->second.copy)
            place.first->remove(place.second);
    }
    for (const auto& [place, kept] : wanted) {
        const auto& [folder, name] = place;
        if (folder->status(name))
            continue;
        makeCopy(*copies_, kept.copy, *folder, name);
        mark(*folder, name);
    }
    // The files are others than those that were kept, with the same content.
    current_ = now();
    for (auto& [place, kept] : current_)
        kept.copy = wanted.at(place).copy;
}

void History::forgetUnused()
{
    std::set<std::string> used;
    for (const Moment& moment : moments_) {
        for (const auto& [place, kept] : moment)
            used.insert(kept.copy);
    }
    for (const std::string& copy : copies_->names(isAny)) {
        if (!used.contains(copy))
            copies_->remove(copy);
    }
}

}  // namespace engine::lab
