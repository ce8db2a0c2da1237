#include "plan/image_planner.h"

#include "bytes/checked.h"
#include "guest/behind.h"
#include "plan/equal_clusters.h"
#include "plan/kept_content.h"
#include "plan/measure_compression.h"
#include "plan/merge_exact.h"
#include "plan/qcow2_layout.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::uint64_t defaultClusterSize = 64 << 10;

}  // namespace

Qcow2Options qcow2Options(const ImagePlan& image)
{
    Qcow2Options options{std::nullopt, image.backingName, image.backingFormat};
    if (image.compression != Compression::None)
        options.compression =
            image.compression == Compression::Zlib ? qcow2::CompressionType::Zlib : qcow2::CompressionType::Zstd;
    return options;
}

void layOut(ImagePlan& image, std::uint64_t dataDiskBytes)
{
    const Qcow2Layout layout(image.result, qcow2Options(image));
    image.fileLength = layout.fileLength();
    const bool compressed = !image.result.compressedLengths.empty();
    const std::uint64_t holes = compressed ? 0 : layout.contentBytes() - std::min(layout.contentBytes(), dataDiskBytes);
    image.diskSize = image.fileLength - holes;
}

void leaveOutEmptyTables(ImagePlan& image, const std::stop_token& stop)
{
    constexpr std::uint64_t blockBytes = 4096;
    const Qcow2Layout layout(image.result, qcow2Options(image));
    std::uint64_t used = divideUp(layout.header().size(), blockBytes);
    std::uint64_t last = used - 1;  ///< the last block that is not empty
    layout.visitTables([&](HostOffset start, std::span<const std::byte> part) {
        throwIfStopped(stop);
        while (!part.empty()) {
            const std::uint64_t block = start.bytes() / blockBytes;
            const auto piece =
                part.first(std::min<std::uint64_t>(part.size(), (block + 1) * blockBytes - start.bytes()));
            if (block != last && !isZero(piece)) {
                ++used;
                last = block;
            }
            part = part.subspan(piece.size());
            start = start + piece.size();
        }
    });
    const std::uint64_t solid = used * blockBytes;
    image.diskSize -= layout.metadataBytes() - std::min(layout.metadataBytes(), solid);
}

void shareEqualClusters(ImagePlan& image, const ImageOptions& options, const ContentSource& content, Progress& progress,
                        const std::stop_token& stop)
{
    if (!options.shareEqualClusters || options.extendedL2 || options.compression != Compression::None)
        return;
    shareEqualClusters(image.result, content, progress, stop);
    for (const auto& [cluster, earlier] : image.result.sharedClusters) {
        const std::uint64_t start = cluster * image.result.clusterSize;
        image.saved.shared += std::min(image.result.clusterSize, image.result.virtualSize - start);
    }
}

ImagePlanner::ImagePlanner(const Chain& chain, const ImageOptions& options, Progress& progress, std::stop_token stop)
    : chain_(chain), options_(options), progress_(progress), stop_(std::move(stop))
{
}

void ImagePlanner::readGuest(PlanNotes& notes)
{
    if (!options_.trim)
        return;
    const GuestOptions depth{
        .everyFile = options_.exact, .listFiles = options_.dropSystemFiles, .beside = options_.beside};
    const Guest guest = engine::readGuest(chain_, depth, progress_, stop_);
    noteVolumes(guest, notes);
    free_ = guest.free;
    unknown_ = guest.unknown;
    behind_ = behindFileSystems(guest);
    if (options_.dropSystemFiles)
        dropSystemFiles(guest);
}

void ImagePlanner::dropSystemFiles(const Guest& guest)
{
    std::vector<GuestRange> places;
    for (const Volume& volume : guest.volumes) {
        if (!volume.trimmable() || !volume.files)
            continue;
        for (const FileClass fileClass : {FileClass::PageFile, FileClass::HibernationFile, FileClass::Swap}) {
            const GuestRangeSet droppable = volume.mapping.toDisk(volume.files->droppable(fileClass));
            places.insert(places.end(), droppable.ranges().begin(), droppable.ranges().end());
        }
    }
    const GuestRangeSet dropped = GuestRangeSet::of(std::move(places));
    systemFileBytes_ = differenceOf(dropped, free_).total();
    free_ = unionOf(free_, dropped);
}

std::uint64_t ImagePlanner::clusterSize() const
{
    if (options_.clusterSize != 0)
        return options_.clusterSize;
    const ImageInfo& top = chain_.top().image->info();
    return top.clusterSize != 0 ? top.clusterSize : defaultClusterSize;
}

ImagePlan ImagePlanner::plan(ImagePlan image, VisibleLayers merged, GuestRangeSet backing, const Chain* below)
{
    const MergeInput input{*checkedAlignUp(chain_.virtualSize(), 512), std::move(merged), std::move(backing), free_};
    const bool wholeClusters = options_.compression != Compression::None;
    image.compression = options_.compression;
    image.free = free_;
    image.unknown = unknown_;
    image.behind = behind_;
    image.covered = unionOf(input.merged.stored, input.merged.zero);
    image.result = mergeQuickly(input, clusterSize(), options_.extendedL2, wholeClusters);
    const GuestRangeSet& stored = input.merged.stored;
    image.dropped.garbage = differenceOf(stored, image.result.data);
    image.saved.garbage = image.dropped.garbage.total();
    dataDiskBytes_ = image.result.data.total();
    if (options_.exact)
        refine(image, stored, below);
    image.fragmentationLossBytes = intersectionOf(intersectionOf(stored, free_), image.result.data).total();
    image.unknownBytes = intersectionOf(unknown_, image.result.data).total();

    layOut(image, dataDiskBytes_);
    leaveOutEmptyTables(image, stop_);
    return image;
}

void ImagePlanner::refine(ImagePlan& image, const GuestRangeSet& stored, const Chain* below)
{
    const KeptContent kept(chain_, free_);
    const bool compressed = options_.compression != Compression::None;
    const std::uint64_t unit = compressed ? image.result.clusterSize : image.result.unit();
    const GuestRangeSet nothing;
    std::optional<KeptContent> backing;
    if (below)
        backing.emplace(*below, nothing);
    const ContentFindings findings =
        refineByContent(image.result, kept, backing ? &*backing : nullptr, free_, unit, progress_, stop_);
    image.dropped.zero = intersectionOf(stored, findings.zeros);
    image.dropped.duplicate = intersectionOf(stored, findings.duplicates);
    image.saved.zero = image.dropped.zero.total();
    image.saved.duplicate = image.dropped.duplicate.total();
    dataDiskBytes_ = findings.dataDiskBytes;
    if (compressed) {
        image.result.compressedLengths =
            measureCompression(kept, image.result, *qcow2Options(image).compression, progress_, stop_);
    }
    shareEqualClusters(image, options_, kept, progress_, stop_);
}

}  // namespace engine
