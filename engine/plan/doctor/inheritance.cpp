#include "plan/doctor/inheritance.h"

#include <algorithm>
#include <string>

namespace engine {

namespace {

/// What a file is known by. Its folders may have been renamed.
struct Known {
    std::uint64_t id;
    std::string name;

    static Known of(const FileTable& files, FileTable::Index entry)
    {
        return {files.entries()[entry].id, files.lastName(entry)};
    }
    bool operator==(const Known&) const = default;
};

/// Bytes of a range of a volume of which the upper layers say nothing. The pieces of different ranges share no byte of
/// the disk, so that all of them together cost the ranges, the pieces and what was written, however small the stripes.
std::uint64_t bytesLeft(const Volume& volume, VolumeRange range, const GuestRangeSet& written)
{
    std::uint64_t bytes = 0;
    volume.mapping.visitPlaces(range, [&](GuestRange piece) { bytes += written.complementIn(piece).total(); });
    return bytes;
}

/// Walks both tables once.
void addVolume(Inheritance& sum, const Volume& below, const Volume& through, const GuestRangeSet& written)
{
    auto under = below.files->owned().begin();
    const auto end = below.files->owned().end();
    for (const FileTable::Owned& owned : through.files->owned()) {
        while (under != end && under->range.end() <= owned.range.start)
            ++under;
        const Known file = Known::of(*through.files, owned.entry);
        std::uint64_t same = 0;
        for (auto at = under; at != end && at->range.start < owned.range.end(); ++at) {
            if (Known::of(*below.files, at->entry) == file)
                same += bytesLeft(through, intersection(at->range, owned.range), written);
        }
        sum.own += same;
        sum.foreign += bytesLeft(through, owned.range, written) - same;
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
