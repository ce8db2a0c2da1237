#include "plan/doctor/backing_evidence.h"

#include "bytes/checked.h"
#include "guest/guest.h"
#include "plan/kept_content.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

constexpr std::uint64_t blockBytes = 4 << 10;
/// Edges that are read of an overlay, evenly spread.
constexpr std::size_t mostEdges = 512;

// What each kind of evidence is worth: content beats names.
constexpr unsigned nameScore = 12;
constexpr unsigned sizeScore = 5;
constexpr unsigned ageScore = 3;
constexpr unsigned sameVolumeScore = 25;
constexpr unsigned soundVolumeScore = 25;
constexpr unsigned someEdgesScore = 10;
constexpr unsigned allEdgesScore = 20;
constexpr unsigned provenFrom = 35;
constexpr unsigned likelyFrom = 10;

/// The first and the last unit of each run that the overlay stores.
std::vector<GuestRange> edgesOf(const ExtentMap& own, std::uint64_t unit)
{
    std::vector<GuestRange> edges;
    const GuestRangeSet stored = own.select({ExtentState::Data, ExtentState::Compressed});
    for (const GuestRange& range : stored.ranges()) {
        edges.push_back({range.start, std::min(unit, range.length)});
        if (range.length > unit) {
            const GuestOffset last(alignDown(range.end().bytes() - 1, unit));
            edges.push_back(GuestRange::between(last, range.end()));
        }
    }
    if (edges.size() <= mostEdges)
        return edges;
    std::vector<GuestRange> some;
    for (std::size_t index = 0; index < mostEdges; ++index)
        some.push_back(edges[index * edges.size() / mostEdges]);
    return some;
}

void compareEdges(BackingEvidence& evidence, const Chain& candidate, const Chain& through, const Layer& overlay,
                  const std::stop_token& stop)
{
    const ImageInfo& info = overlay.image->info();
    const ExtentMap own = overlay.image->map({GuestOffset(0), info.virtualSize}, stop);
    const std::uint64_t unit = std::max<std::uint64_t>(info.clusterSize, blockBytes);
    const GuestRange disk{GuestOffset(0), std::min(candidate.virtualSize(), through.virtualSize())};
    std::vector<std::byte> mine(blockBytes);
    std::vector<std::byte> theirs(blockBytes);
    for (const GuestRange& edge : edgesOf(own, unit)) {
        throwIfStopped(stop);
        for (GuestOffset at = edge.start; at + blockBytes <= edge.end() && at + blockBytes <= disk.end();
             at = at + blockBytes) {
            through.read(at, mine);
            if (isZero(mine))
                continue;
            candidate.read(at, theirs);
            ++evidence.edgeBlocks;
            evidence.equalEdgeBlocks += mine == theirs ? 1 : 0;
        }
    }
}

bool contradictsItself(const Volume& volume)
{
    return volume.reason && volume.reason->kind() == ErrorKind::Corrupt;
}

void compareVolumes(BackingEvidence& evidence, const Guest& below, const Guest& through)
{
    for (const Volume& volume : through.volumes) {
        const auto same = std::find_if(below.volumes.begin(), below.volumes.end(), [&](const Volume& other) {
            return other.mapping.start() == volume.mapping.start();
        });
        const bool known = !volume.facts.type.empty();
        evidence.soundVolumes += known && volume.trimmable() ? 1 : 0;
        if (same == below.volumes.end())
            continue;
        if (known && !same->facts.type.empty()) {
            const bool equal = same->facts.type == volume.facts.type && same->facts.uuid == volume.facts.uuid;
            (equal ? evidence.sameVolumes : evidence.otherVolumes) += 1;
        }
        evidence.brokenVolumes += contradictsItself(volume) && !contradictsItself(*same) ? 1 : 0;
    }
}

}  // namespace

std::string_view name(BackingEvidence::Verdict verdict) noexcept
{
    constexpr std::array<std::string_view, 4> names{"contradicted", "unproven", "likely", "proven"};
    return names[static_cast<std::size_t>(verdict)];
}

unsigned BackingEvidence::contentScore() const noexcept
{
    unsigned score = (sameVolumes > 0 ? sameVolumeScore : 0) + (soundVolumes > 0 ? soundVolumeScore : 0);
    if (equalEdgeBlocks > 0)
        score += someEdgesScore + static_cast<unsigned>(equalEdgeBlocks * allEdgesScore / edgeBlocks);
    return score;
}

unsigned BackingEvidence::score() const noexcept
{
    return (sameName ? nameScore : 0) + (sameSize ? sizeScore : 0) + (older ? ageScore : 0) + contentScore();
}

BackingEvidence::Verdict BackingEvidence::verdict() const noexcept
{
    if (otherVolumes > 0 || brokenVolumes > 0)
        return Verdict::Contradicted;
    if (contentScore() >= provenFrom)
        return Verdict::Proven;
    return contentScore() >= likelyFrom || (sameName && sameSize) ? Verdict::Likely : Verdict::Unproven;
}

BackingEvidence evidenceOf(std::string_view wanted, const Layer& overlay, const std::filesystem::path& candidate,
                           const FileStatus& status, std::uint64_t virtualSize)
{
    BackingEvidence evidence;
    evidence.sameName = std::filesystem::path(wanted).filename() == candidate.filename();
    evidence.sameSize = virtualSize == overlay.image->info().virtualSize;
    // A copy is born late, but keeps the time of its content.
    const FileTime made = std::min(overlay.status->born.value_or(overlay.status->modified), overlay.status->modified);
    evidence.older = status.modified <= made;
    return evidence;
}

void readEvidence(BackingEvidence& evidence, const Chain& candidate, std::span<const Layer> upper, Progress& progress,
                  const std::stop_token& stop)
{
    try {
        candidate.requireComplete();
        const Chain overlaid = Chain::onTop(candidate, upper.front());
        Chain through = overlaid;
        for (const Layer& layer : upper.subspan(1))
            through = Chain::onTop(through, layer);
        const GuestOptions options{.everyFile = true};
        compareVolumes(evidence, readGuest(candidate, options, progress, stop),
                       readGuest(through, options, progress, stop));
        compareEdges(evidence, candidate, overlaid, upper.front(), stop);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled || error.kind() == ErrorKind::Io)
            throw;
        evidence.unread = error;
    }
}

}  // namespace engine
