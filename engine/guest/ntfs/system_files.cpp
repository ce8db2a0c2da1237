#include "guest/ntfs/system_files.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "guest/ntfs/folder.h"

#include <algorithm>
#include <set>

namespace engine::ntfs {

namespace {

/// Files below $Extend that are looked at; Windows makes a dozen.
constexpr std::size_t mostExtendFiles = 1000;

void appendFile(const Volume& volume, const std::vector<OwnedRecord>& file, std::vector<VolumeRange>& stored)
{
    for (const OwnedRecord& record : file)
        volume.appendStored(*record, stored);
}

/// All below $Extend, folder by folder.
void appendExtend(const Volume& volume, std::vector<VolumeRange>& stored)
{
    std::set<std::uint64_t> seen{Volume::extendNumber, Volume::rootNumber};
    std::vector<std::uint64_t> folders{Volume::extendNumber};
    while (!folders.empty()) {
        const std::uint64_t folder = folders.back();
        folders.pop_back();
        std::vector<FileReference> fresh;
        visitFolder(volume, folder, [&](FileReference reference, const FileName&) {
            if (seen.size() < mostExtendFiles && seen.insert(reference.number).second)
                fresh.push_back(reference);
        });
        for (const FileReference& reference : fresh) {
            const auto file = volume.file(reference.number);
            if (file.front()->sequence() != reference.sequence)
                throw contradiction("$Extend", file.front()->offset());
            appendFile(volume, file, stored);
            if (file.front()->isFolder())
                folders.push_back(reference.number);
        }
    }
}

/// The first cluster of a system file is where the boot sector says.
void requirePlace(const Volume& volume, std::uint64_t number, std::uint64_t cluster)
{
    const Stream stream = volume.plainStream(number, AttributeType::Data, "");
    if (stream.runs.empty() || stream.runs.front().lcn != cluster)
        throw contradiction("boot sector", volume.recordOffset(number));
}

}  // namespace

VolumeRangeSet systemFileSpace(const Volume& volume)
{
    requirePlace(volume, Volume::mirrorNumber, volume.boot().mirrorCluster);
    requirePlace(volume, Volume::bootNumber, 0);
    std::vector<VolumeRange> stored;
    for (std::uint64_t number = 0; number < Volume::firstOrdinaryNumber; ++number) {
        const OwnedRecord record = volume.record(number);
        // One of the spare records may hold a part of $MFT, which comes with its base.
        if (record->inUse() && !record->isExtension())
            appendFile(volume, volume.file(number), stored);
    }
    appendExtend(volume, stored);

    std::uint64_t sum = 0;
    for (const VolumeRange& range : stored)
        sum += range.length;
    const auto all = VolumeRangeSet::of(std::move(stored));
    if (all.total() != sum)
        throw contradiction("$MFT", volume.recordOffset(Volume::mftNumber));
    return all;
}

void requireMirror(const Volume& volume)
{
    constexpr std::uint64_t mirrored = 4;
    const Stream mirror = volume.plainStream(Volume::mirrorNumber, AttributeType::Data, "");
    const std::uint32_t size = volume.boot().recordSize;
    for (std::uint64_t number = 0; number < mirrored; ++number) {
        const OwnedRecord original = volume.record(number);
        std::vector<std::byte> bytes(size);
        volume.read(mirror, number * size, bytes);
        const OwnedRecord copy(number, std::move(bytes), volume.boot().mirrorCluster * volume.boot().clusterSize);
        const auto expected = original->used();
        const auto found = copy->used();
        if (!std::equal(expected.begin(), expected.end(), found.begin(), found.end()))
            throw contradiction("$MFTMirr", copy->offset());
    }
}

}  // namespace engine::ntfs
