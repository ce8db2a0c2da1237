#include "plan/doctor/backing_evidence.h"

#include "bytes/checked.h"
#include "guest/guest.h"
#include "plan/doctor/inheritance.h"
#include "plan/kept_content.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

constexpr std::uint64_t blockBytes = 4 << 10;
/// Edges that are read of an overlay, evenly spread.
constexpr std::size_t mostEdges = 512;

// What each kind of evidence is worth: content beats names.
constexpr unsigned nameWorth = 12;
constexpr unsigned sizeWorth = 5;
constexpr unsigned ageWorth = 3;
constexpr unsigned sameVolumeWorth = 15;
constexpr unsigned soundVolumeWorth = 15;
constexpr unsigned inheritanceWorth = 40;
constexpr unsigned edgesWorth = 10;

/// So small a part of foreign bytes is no contradiction: space that a file reserved and never wrote looks like that.
constexpr std::uint64_t toleratedPart = 50;

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

/// What the layers say anything of.
GuestRangeSet writtenBy(std::span<const Layer> layers, const std::stop_token& stop)
{
    GuestRangeSet written;
    for (const Layer& layer : layers) {
        const GuestRange disk{GuestOffset(0), layer.image->info().virtualSize};
        written = unionOf(written, layer.image->map(disk, stop).allocated());
    }
    return written;
}

bool contradictsItself(const Volume& volume)
{
    return volume.reason && volume.reason->kind() == ErrorKind::Corrupt;
}

/// A machine that was saved forbids to trim a volume, and says nothing against it.
bool isSound(const Volume& volume)
{
    static constexpr std::array<std::string_view, 3> saved{"disk.savedMachine", "disk.savedSnapshot",
                                                           "disk.savedTooMany"};
    return volume.trimmable() || std::find(saved.begin(), saved.end(), volume.reason->code()) != saved.end();
}

void compareVolumes(BackingEvidence& evidence, const Guest& below, const Guest& through)
{
    for (const Volume& volume : through.volumes) {
        const auto same = std::find_if(below.volumes.begin(), below.volumes.end(), [&](const Volume& other) {
            return other.mapping.start() == volume.mapping.start();
        });
        const bool known = !volume.facts.type.empty();
        evidence.soundVolumes += known && isSound(volume) ? 1 : 0;
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
    unsigned score = (sameVolumes > 0 ? sameVolumeWorth : 0) + (soundVolumes > 0 ? soundVolumeWorth : 0);
    if (inheritedBytes > 0)
        score += static_cast<unsigned>(static_cast<double>(inheritedBytes) * inheritanceWorth /
                                       static_cast<double>(inheritedBytes + foreignBytes));
    if (equalEdgeBlocks > 0)
        score += static_cast<unsigned>(equalEdgeBlocks * edgesWorth / edgeBlocks);
    return score;
}

unsigned BackingEvidence::nameScore() const noexcept
{
    return (sameName ? nameWorth : 0) + (sameSize ? sizeWorth : 0) + (older ? ageWorth : 0);
}

BackingEvidence::Verdict BackingEvidence::verdict() const noexcept
{
    if (otherVolumes > 0 || brokenVolumes > 0)
        return Verdict::Contradicted;
    if (sameVolumes > 0 && soundVolumes > 0 && inheritedBytes > 0 && foreignBytes * toleratedPart <= inheritedBytes)
        return Verdict::Proven;
    return contentScore() > 0 || (sameName && sameSize) ? Verdict::Likely : Verdict::Unproven;
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
        const GuestOptions options{.everyFile = true, .listFiles = true};
        const Guest below = readGuest(candidate, options, progress, stop);
        const Guest above = readGuest(through, options, progress, stop);
        compareVolumes(evidence, below, above);
        const Inheritance inherited = inheritanceOf(below, above, writtenBy(upper, stop));
        evidence.inheritedBytes = inherited.own;
        evidence.foreignBytes = inherited.foreign;
        compareEdges(evidence, candidate, overlaid, upper.front(), stop);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled || error.kind() == ErrorKind::Io)
            throw;
        evidence.unread = error;
    }
}

}  // namespace engine
