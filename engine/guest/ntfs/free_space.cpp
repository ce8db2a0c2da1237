#include "guest/ntfs/free_space.h"

#include "bytes/byte_reader.h"
#include "guest/doubt.h"
#include "guest/free_ranges.h"
#include "guest/ntfs/library.h"
#include "guest/ntfs/shadow_copies.h"
#include "guest/ntfs/system_files.h"

#include <algorithm>
#include <bit>

namespace engine::ntfs {

namespace {

constexpr std::size_t pieceLength = 1 << 20;

/// Gathers runs of clear bits that come 64 at a time.
class FreeCollector {
public:
    FreeCollector(std::uint64_t clusters, std::uint64_t clusterSize) : clusters_(clusters), clusterSize_(clusterSize) {}

    /// `used`: one bit a cluster, from `first` on.
    void add(std::uint64_t first, std::uint64_t used)
    {
        for (unsigned bit = 0; bit < 64;) {
            const auto set = static_cast<unsigned>(std::countr_one(used >> bit));
            bit += std::min(set, 64 - bit);
            if (bit == 64)
                return;
            const auto clear = std::min(static_cast<unsigned>(std::countr_zero(used >> bit)), 64 - bit);
            append(first + bit, clear);
            bit += clear;
        }
    }
    VolumeRangeSet take() { return std::move(free_); }

private:
    void append(std::uint64_t cluster, std::uint64_t count)
    {
        if (cluster < clusters_)
            appendFree(free_,
                       {VolumeOffset(cluster * clusterSize_), std::min(count, clusters_ - cluster) * clusterSize_});
    }

    std::uint64_t clusters_;
    std::uint64_t clusterSize_;
    VolumeRangeSet free_;
};

VolumeRangeSet readBitmap(const Volume& volume)
{
    const std::uint64_t clusters = volume.boot().clusters();
    const Stream bitmap = volume.plainStream(Volume::bitmapNumber, AttributeType::Data, "");
    const std::uint64_t length = divideUp(clusters, 8);
    Library library(volume.source());
    if (bitmap.initializedSize < length || library.clusters() != clusters)
        throw contradiction("$Bitmap", volume.recordOffset(Volume::bitmapNumber));

    FreeCollector collector(clusters, volume.boot().clusterSize);
    std::vector<std::byte> ours(pieceLength);
    std::vector<std::byte> theirs(pieceLength);
    for (std::uint64_t offset = 0; offset < length; offset += pieceLength) {
        const std::uint64_t part = std::min<std::uint64_t>(pieceLength, length - offset);
        std::fill(ours.begin(), ours.end(), std::byte{0xff});
        volume.read(bitmap, offset, std::span(ours).first(part));
        library.readBitmap(offset, std::span(theirs).first(part));
        if (!std::equal(ours.begin(), ours.begin() + static_cast<std::ptrdiff_t>(part), theirs.begin()))
            throw contradiction("$Bitmap", offset);
        for (std::uint64_t at = 0; at < part; at += 8)
            collector.add((offset + at) * 8, loadLittleEndian<std::uint64_t>(ours.data() + at));
    }
    return collector.take();
}

}  // namespace

VolumeRangeSet readFreeSpace(const Volume& volume)
{
    if (hasShadowCopies(volume))
        throw Error(ErrorKind::Unsupported, "ntfs.shadowCopies");
    const VolumeRangeSet system = systemFileSpace(volume);
    VolumeRangeSet free = readBitmap(volume);
    const VolumeRangeSet both = intersectionOf(free, system);
    if (!both.empty())
        throw contradiction("$Bitmap", both.ranges().front().start.bytes());
    return free;
}

}  // namespace engine::ntfs
