#include "work/lab/history.h"

#include "storage/file.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace engine::lab {

namespace fs = std::filesystem;

void copySparse(const fs::path& from, const fs::path& to)
{
    constexpr std::uint64_t mostAtOnce = 1 << 20;
    const File source = File::open(from);
    const File target = File::create(to);
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

namespace {

/// The clock of a file system ticks in milliseconds, so that two writes can have one time. No tick ends like this.
void mark(const fs::path& path)
{
    fs::last_write_time(path, fs::last_write_time(path) + std::chrono::nanoseconds(1));
}

}  // namespace

History::History(fs::path files, fs::path copies) : files_(std::move(files)), copies_(std::move(copies))
{
    fs::create_directories(copies_);
}

History::Moment History::now() const
{
    Moment moment;
    for (const auto& entry : fs::recursive_directory_iterator(files_)) {
        if (!entry.is_regular_file())
            continue;
        const FileStatus status = statusOf(entry.path());
        moment[entry.path().lexically_relative(files_)] = {
            {}, status.modified.time_since_epoch().count(), status.identity.inode, status.length};
    }
    return moment;
}

void History::keep(std::size_t moment)
{
    moments_.resize(std::min(moment, moments_.size()));
    Moment files = now();
    for (auto& [name, kept] : files) {
        const auto known = current_.find(name);
        if (known != current_.end() && known->second.sameFile(kept)) {
            kept.copy = known->second.copy;
            continue;
        }
        kept.copy = copies_ / std::to_string(nextCopy_++);
        copySparse(files_ / name, kept.copy);
        mark(files_ / name);
    }
    current_ = now();
    for (auto& [name, kept] : current_)
        kept.copy = files.at(name).copy;
    files = current_;
    moments_.push_back(std::move(files));
    forgetUnused();
}

void History::restore(std::size_t moment)
{
    const Moment& wanted = moments_.at(moment);
    for (const auto& [name, found] : now()) {
        const auto known = current_.find(name);
        const auto stays = wanted.find(name);
        if (known == current_.end() || !known->second.sameFile(found) || stays == wanted.end() ||
            stays->second.copy != known->second.copy)
            fs::remove(files_ / name);
    }
    for (const auto& [name, kept] : wanted) {
        if (fs::exists(files_ / name))
            continue;
        fs::create_directories((files_ / name).parent_path());
        copySparse(kept.copy, files_ / name);
        mark(files_ / name);
    }
    // The files are others than those that were kept, with the same content.
    current_ = now();
    for (auto& [name, kept] : current_)
        kept.copy = wanted.at(name).copy;
}

void History::forgetUnused()
{
    std::set<fs::path> used;
    for (const Moment& moment : moments_) {
        for (const auto& [name, kept] : moment)
            used.insert(kept.copy);
    }
    for (const auto& entry : fs::directory_iterator(copies_)) {
        if (!used.contains(entry.path()))
            fs::remove(entry.path());
    }
}

}  // namespace engine::lab
