#include "guest/file_shares.h"

#include <algorithm>

namespace engine {

namespace {

std::vector<std::uint64_t> bytesByLayer(std::span<const GuestRangeSet> visible, const GuestRangeSet& ranges)
{
    std::vector<std::uint64_t> bytes;
    for (const GuestRangeSet& layer : visible)
        bytes.push_back(intersectionOf(layer, ranges).total());
    return bytes;
}

/// Adds what each file of a volume has in the layer.
void addLayerFiles(const Volume& volume, std::size_t number, const GuestRangeSet& visible, std::vector<LayerFile>& all)
{
    std::vector<std::uint64_t> bytes(volume.files->entries().size());
    for (const FileTable::Owned& owned : volume.files->owned())
        volume.mapping.visitPlaces(owned.range,
                                   [&](GuestRange piece) { bytes[owned.entry] += overlap(visible, piece); });
    for (FileTable::Index file = 0; file < bytes.size(); ++file) {
        if (bytes[file] > 0)
            all.push_back({number, file, bytes[file]});
    }
}

}  // namespace

std::vector<GuestRangeSet> visibleInLayers(std::span<const LayerMap> maps)
{
    std::vector<GuestRangeSet> visible;
    for (const LayerMap& map : maps)
        visible.push_back(differenceOf(map.own.select({ExtentState::Data, ExtentState::Compressed}), map.hidden));
    return visible;
}

std::uint64_t overlap(const GuestRangeSet& set, GuestRange range)
{
    std::uint64_t bytes = 0;
    for (auto next = set.nextAt(range.start); next && next->start < range.end(); next = set.nextAt(next->end()))
        bytes += intersection(*next, range).length;
    return bytes;
}

std::vector<FileShare> largestShares(const Guest& guest, std::size_t volume, std::span<const GuestRangeSet> visible,
                                     std::size_t count, bool folders)
{
    const Volume& held = guest.volumes[volume];
    std::vector<FileShare> shares;
    for (const FileTable::Index file : held.files->largest(count, folders))
        shares.push_back({volume, file, bytesByLayer(visible, held.mapping.toDisk(held.files->stored(file)))});
    return shares;
}

std::vector<LayerFile> largestInLayer(const Guest& guest, const GuestRangeSet& visible, std::size_t count)
{
    std::vector<LayerFile> all;
    for (std::size_t number = 0; number < guest.volumes.size(); ++number) {
        if (guest.volumes[number].files)
            addLayerFiles(guest.volumes[number], number, visible, all);
    }
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(std::min(count, all.size()));
    std::partial_sort(all.begin(), middle, all.end(), [](const LayerFile& a, const LayerFile& b) {
        return a.bytes != b.bytes ? a.bytes > b.bytes : std::pair(a.volume, a.file) < std::pair(b.volume, b.file);
    });
    all.erase(middle, all.end());
    return all;
}

Owner ownerOf(const Guest& guest, GuestOffset offset)
{
    Owner owner;
    owner.volume = guest.volumeAt(offset);
    if (!owner.volume)
        return owner;
    owner.offset = *owner.volume->mapping.toVolume(offset);
    if (owner.volume->files)
        owner.file = owner.volume->files->owner(owner.offset);
    return owner;
}

}  // namespace engine
