#include "guest/file_collector.h"

#include <algorithm>

namespace engine {

namespace {

/// A table of that many files takes some 500 MiB; memory for more than that is not spent on one volume.
constexpr std::size_t mostFiles = 4 << 20;
constexpr std::size_t mostRanges = 12 << 20;
constexpr std::size_t mostNameBytes = 256 << 20;

void requireRoom(std::size_t count, std::size_t limit)
{
    if (count > limit)
        throw Error(ErrorKind::Refused, "volume.tooManyFiles", {{"limit", std::uint64_t{limit}}});
}

FileTable::Index indexOf(const std::vector<FileTable::Entry>& entries, std::uint64_t id)
{
    const auto found =
        std::lower_bound(entries.begin(), entries.end(), id,
                         [](const FileTable::Entry& entry, std::uint64_t key) { return entry.id < key; });
    return found != entries.end() && found->id == id ? static_cast<FileTable::Index>(found - entries.begin())
                                                     : FileTable::none;
}

}  // namespace

void FileCollector::file(const GuestFile& file)
{
    requireRoom(files_.size() + 1, mostFiles);
    requireRoom(ranges_.size() + file.stored.size(), mostRanges);
    FileTable::Entry entry;
    entry.id = file.id;
    entry.length = file.length;
    entry.kind = file.kind;
    for (const VolumeRange& range : file.stored) {
        ranges_.emplace_back(range, file.id);
        entry.storedBytes += range.length;
    }
    files_.push_back(entry);
    const bool allContent =
        std::equal(file.stored.begin(), file.stored.end(), file.content.begin(), file.content.end());
    if (allContent || file.kind == FileKind::Folder || file.kind == FileKind::Metadata)
        return;
    const auto setOf = [](std::span<const VolumeRange> ranges) {
        return VolumeRangeSet::of({ranges.begin(), ranges.end()});
    };
    const VolumeRangeSet rest = differenceOf(setOf(file.stored), setOf(file.content));
    kept_.insert(kept_.end(), rest.ranges().begin(), rest.ranges().end());
    requireRoom(kept_.size(), mostRanges);
}

void FileCollector::named(std::uint64_t id, std::uint64_t parent, std::string_view name)
{
    requireRoom(namings_.size() + 1, 2 * mostFiles);
    requireRoom(names_.size() + name.size(), mostNameBytes);
    namings_.push_back({id, parent, names_.size(), static_cast<std::uint32_t>(name.size())});
    names_ += name;
}

FileTable FileCollector::finish()
{
    FileTable table;
    std::sort(files_.begin(), files_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    table.entries_ = std::move(files_);
    table.names_ = std::move(names_);
    attachNames(table);
    settleOwners(table);
    table.addUp();
    return table;
}

void FileCollector::attachNames(FileTable& table)
{
    for (const Naming& naming : namings_) {
        const FileTable::Index index = indexOf(table.entries_, naming.id);
        if (index == FileTable::none || table.entries_[index].nameLength > 0)
            continue;
        FileTable::Entry& entry = table.entries_[index];
        const FileTable::Index parent = indexOf(table.entries_, naming.parent);
        entry.parent = parent == index ? FileTable::none : parent;
        entry.nameStart = naming.start;
        entry.nameLength = naming.length;
    }
    namings_ = {};
}

void FileCollector::settleOwners(FileTable& table)
{
    std::sort(ranges_.begin(), ranges_.end(), [](const auto& a, const auto& b) {
        return a.first.start != b.first.start ? a.first.start < b.first.start : a.second < b.second;
    });
    VolumeOffset settled;
    for (const auto& [range, id] : ranges_) {
        if (range.start < settled)
            kept_.push_back(VolumeRange::between(range.start, std::min(range.end(), settled)));
        const VolumeRange own = VolumeRange::between(std::max(range.start, settled), range.end());
        if (own.empty())
            continue;
        table.owned_.push_back({own, indexOf(table.entries_, id)});
        settled = own.end();
    }
    ranges_ = {};
    requireRoom(kept_.size(), 2 * mostRanges);
    table.kept_ = VolumeRangeSet::of(std::move(kept_));
    kept_ = {};
}

}  // namespace engine
