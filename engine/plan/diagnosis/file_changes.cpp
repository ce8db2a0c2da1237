#include "plan/diagnosis/file_changes.h"

#include "chain/compare.h"
#include "guest/file_shares.h"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>

namespace engine {

namespace {

using Index = FileTable::Index;

/// What content is compared in: the block of most file systems, or smaller where files begin and end inside it, so that
/// none has changed because its neighbour has.
constexpr std::uint64_t largestUnit = 4096;
constexpr std::uint64_t smallestUnit = 512;

/// A volume's files, by path, with their places on the disk.
class PlacedFiles {
public:
    /// None: there is no such volume.
    PlacedFiles() = default;
    explicit PlacedFiles(const Volume& volume) : table_(volume.files.get()), places_(table_->entries().size())
    {
        for (const FileTable::Owned& owned : table_->owned())
            volume.mapping.visitPlaces(owned.range, [&](GuestRange piece) { places_[owned.entry].push_back(piece); });
        const std::vector<FileTable::PathKey> keys = table_->pathKeys();
        for (Index file = 0; file < places_.size(); ++file) {
            if (table_->entries()[file].kind == FileKind::File)
                byPath_.emplace(keys[file], file);
        }
    }

    const std::map<FileTable::PathKey, Index>& byPath() const noexcept { return byPath_; }
    std::optional<Index> find(const FileTable::PathKey& path) const
    {
        const auto found = byPath_.find(path);
        return found == byPath_.end() ? std::nullopt : std::optional(found->second);
    }
    GuestRangeSet places(Index file) const { return GuestRangeSet::of(places_[file]); }
    std::uint64_t length(Index file) const { return table_->entries()[file].length; }

private:
    const FileTable* table_ = nullptr;
    std::vector<std::vector<GuestRange>> places_;
    std::map<FileTable::PathKey, Index> byPath_;
};

std::optional<std::size_t> partnerOf(const Volume& wanted, const Guest& guest)
{
    for (std::size_t number = 0; number < guest.volumes.size(); ++number) {
        const Volume& volume = guest.volumes[number];
        const bool sameUuid = !wanted.facts.uuid.empty() && volume.facts.uuid == wanted.facts.uuid;
        const bool samePlace = wanted.facts.uuid.empty() && volume.facts.type == wanted.facts.type &&
                               volume.mapping.start() == wanted.mapping.start();
        if (sameUuid || samePlace)
            return number;
    }
    return std::nullopt;
}

class Comparison {
public:
    Comparison(FileChanges& changes, const GuestRangeSet& different) : changes_(changes), different_(different) {}

    /// One of the two, or both.
    void addVolume(std::optional<std::size_t> before, std::optional<std::size_t> after)
    {
        const PlacedFiles old = before ? PlacedFiles(changes_.before->volumes[*before]) : PlacedFiles();
        const PlacedFiles now = after ? PlacedFiles(changes_.after->volumes[*after]) : PlacedFiles();
        for (const auto& [path, file] : now.byPath()) {
            if (const auto was = old.find(path))
                addChanged(*after, old, *was, now, file);
            else
                add({ChangeKind::Added, *after, file, now.places(file).total()});
        }
        for (const auto& [path, file] : old.byPath()) {
            if (!now.find(path))
                add({ChangeKind::Removed, *before, file, old.places(file).total()});
        }
    }

private:
    void addChanged(std::size_t volume, const PlacedFiles& old, Index was, const PlacedFiles& now, Index is)
    {
        const GuestRangeSet places = now.places(is);
        const GuestRangeSet oldPlaces = old.places(was);
        std::uint64_t bytes = differenceOf(places, oldPlaces).total();
        const GuestRangeSet kept = intersectionOf(places, oldPlaces);
        for (const GuestRange& range : kept.ranges())
            bytes += overlap(different_, range);
        if (bytes > 0 || places != oldPlaces || old.length(was) != now.length(is))
            add({ChangeKind::Changed, volume, is, bytes});
    }

    void add(const FileChange& change)
    {
        FileChanges::Sum& sum = changes_.sums[static_cast<std::size_t>(change.kind)];
        ++sum.files;
        sum.bytes += change.bytes;
        changes_.files.push_back(change);
    }

    FileChanges& changes_;
    const GuestRangeSet& different_;
};

/// All that files of both states own: what else differs is nobody's file.
GuestRangeSet ownedByFiles(const Guest& guest)
{
    std::vector<GuestRange> owned;
    for (const Volume& volume : guest.volumes)
        for (std::size_t run = 0; volume.files && run < volume.files->owned().size(); ++run)
            volume.mapping.visitPlaces(volume.files->owned()[run].range,
                                       [&owned](GuestRange piece) { owned.push_back(piece); });
    return GuestRangeSet::of(std::move(owned));
}

std::uint64_t comparedUnit(std::initializer_list<const Guest*> guests)
{
    std::uint64_t bounds = largestUnit;
    for (const Guest* guest : guests)
        for (const Volume& volume : guest->volumes)
            for (std::size_t run = 0; volume.files && run < volume.files->owned().size(); ++run)
                volume.mapping.visitPlaces(volume.files->owned()[run].range, [&bounds](GuestRange piece) {
                    bounds |= piece.start.bytes() | piece.length;
                });
    return std::max(std::uint64_t{1} << std::countr_zero(bounds), smallestUnit);
}

void sortBySize(FileChanges& changes)
{
    std::sort(changes.files.begin(), changes.files.end(), [](const FileChange& a, const FileChange& b) {
        return a.bytes != b.bytes ? a.bytes > b.bytes
                                  : std::tuple(a.kind, a.volume, a.file) < std::tuple(b.kind, b.volume, b.file);
    });
}

}  // namespace

std::string_view name(ChangeKind kind) noexcept
{
    constexpr std::array<std::string_view, changeKindCount> names{"added", "removed", "changed"};
    return names[static_cast<std::size_t>(kind)];
}

std::string FileChanges::path(const FileChange& change) const
{
    const Guest& guest = change.kind == ChangeKind::Removed ? *before : *after;
    return guest.volumes[change.volume].files->path(change.file);
}

GuestRangeSet FileChanges::ranges(const FileChange& change) const
{
    const Guest& guest = change.kind == ChangeKind::Removed ? *before : *after;
    const Volume& volume = guest.volumes[change.volume];
    return volume.mapping.toDisk(volume.files->stored(change.file));
}

FileChanges compareFiles(const Chain& before, const Chain& after, Progress& progress, const std::stop_token& stop,
                         const std::vector<std::shared_ptr<const BlockSource>>& beside)
{
    const GuestOptions options{.listFiles = true, .beside = beside};
    FileChanges changes;
    changes.before = std::make_shared<const Guest>(readGuest(before, options, progress, stop));
    changes.after = std::make_shared<const Guest>(readGuest(after, options, progress, stop));
    const GuestRangeSet kept = intersectionOf(ownedByFiles(*changes.before), ownedByFiles(*changes.after));
    const GuestRangeSet written = intersectionOf(differentPlaces(before, after, stop), kept);
    const std::uint64_t unit = comparedUnit({changes.before.get(), changes.after.get()});
    const GuestRangeSet different = differentUnits(before, after, written, unit, progress, stop);
    Comparison comparison(changes, different);
    const std::vector<Volume>& old = changes.before->volumes;
    std::vector<bool> isThere(old.size());
    for (std::size_t number = 0; number < changes.after->volumes.size(); ++number) {
        const Volume& volume = changes.after->volumes[number];
        const auto partner = partnerOf(volume, *changes.before);
        if (partner)
            isThere[*partner] = true;
        if (volume.files && (!partner || old[*partner].files))
            comparison.addVolume(partner, number);
        else
            changes.skipped.push_back(number);
    }
    for (std::size_t number = 0; number < old.size(); ++number) {
        if (isThere[number])
            continue;
        if (old[number].files)
            comparison.addVolume(number, {});
        else
            changes.skippedBefore.push_back(number);
    }
    sortBySize(changes);
    return changes;
}

}  // namespace engine
