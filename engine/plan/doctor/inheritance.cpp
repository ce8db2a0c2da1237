#include "plan/doctor/inheritance.h"

#include <algorithm>

namespace engine {

namespace {

/// Bytes of a range of the volume that a file of that id and name owns. Its folders may have been renamed.
std::uint64_t bytesOf(const FileTable& files, VolumeRange range, std::uint64_t id, const std::string& fileName)
{
    const auto& owned = files.owned();
    auto run = std::partition_point(owned.begin(), owned.end(), [&](const FileTable::Owned& candidate) {
        return candidate.range.end() <= range.start;
    });
    std::uint64_t bytes = 0;
    for (; run != owned.end() && run->range.start < range.end(); ++run) {
        if (files.entries()[run->entry].id == id && files.lastName(run->entry) == fileName)
            bytes += intersection(run->range, range).length;
    }
    return bytes;
}

void addVolume(Inheritance& sum, const Volume& below, const Volume& through, const GuestRangeSet& written)
{
    for (const FileTable::Owned& owned : through.files->owned()) {
        const std::uint64_t id = through.files->entries()[owned.entry].id;
        const std::string fileName = through.files->lastName(owned.entry);
        VolumeOffset at = owned.range.start;
        through.mapping.visit(owned.range, [&](GuestRange piece) {
            const GuestRangeSet left = written.complementIn(piece);
            for (const GuestRange& range : left.ranges()) {
                const VolumeRange inVolume{at + (range.start - piece.start), range.length};
                const std::uint64_t same = bytesOf(*below.files, inVolume, id, fileName);
                sum.own += same;
                sum.foreign += range.length - same;
            }
            at = at + piece.length;
        });
    }
}

}  // namespace

Inheritance inheritanceOf(const Guest& below, const Guest& through, const GuestRangeSet& written)
{
    Inheritance sum;
    for (const Volume& volume : through.volumes) {
        const auto same = std::find_if(below.volumes.begin(), below.volumes.end(), [&](const Volume& other) {
            return other.mapping.start() == volume.mapping.start();
        });
        if (same != below.volumes.end() && volume.files && same->files)
            addVolume(sum, *same, volume, written);
    }
    return sum;
}

}  // namespace engine
