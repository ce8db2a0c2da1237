#include "bytes/error.h"
#include "work/lab/performer.h"

#include <algorithm>

/// What a guest does to its disk.
namespace engine::lab {

namespace {

std::string nameOf(const Chain& chain)
{
    return chain.top().path.filename().string();
}

std::string patternTitle(const Step& step)
{
    return "pattern " + std::to_string(step.pattern);
}

}  // namespace

PlanNote Performer::write(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    const GuestRange clusters = clustersOf(step);
    Disk disk = readDisk(chain);
    requireNoNotes(disk, clusters);
    const std::uint64_t length = step.length == 0 ? options_.clusterSize : step.length;
    const std::uint64_t last = std::min(step.offset + length, options_.diskSize());
    fillPattern(patternTitle(step), step.offset, std::span(disk).subspan(step.offset, last - step.offset));
    const Written counts = store(nameOf(chain), disk,
                                 GuestRangeSet::of({GuestRange::between(GuestOffset(step.offset), GuestOffset(last))}));
    const Error::Values values{{"layer", nameOf(chain)},       {"cluster", counts.first},
                               {"clusters", counts.clusters},  {"fresh", counts.fresh},
                               {"length", last - step.offset}, {"clusterSize", options_.clusterSize}};
    const std::uint64_t others = templatesOn(nameOf(chain)) - 1;
    if (others > 0)
        return {"lab.wroteUnderOthers", {{"layer", nameOf(chain)}, {"cluster", counts.first}, {"others", others}}};
    if (counts.shared > 0)
        return {"lab.wroteShared", values};
    if (counts.copied > 0)
        return {"lab.wrotePart", values};
    if (counts.fresh == 0)
        return {"lab.wroteInPlace", values};
    return {chain.layers().size() > 1 ? "lab.wroteFresh" : "lab.wroteFirst", values};
}

/// Into a layer, past the layers above it: what must never be done.
PlanNote Performer::writeBehind(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    if (*step.layer >= chain.layers().size())
        throw Error(ErrorKind::Refused, "lab.noLayer", {{"number", *step.layer + 1}});
    if (*step.layer + 1 == chain.layers().size()) {
        Step active = step;
        active.layer.reset();
        return write(active);
    }
    const Chain lower = chain.lower(*step.layer + 1);
    const GuestRange range = clustersOf(step);
    Disk disk = readDisk(lower);
    fillPattern(patternTitle(step), range.start.bytes(), std::span(disk).subspan(range.start.bytes(), range.length));
    const Written counts = store(nameOf(lower), disk, GuestRangeSet::of({range}));
    return {"lab.wroteBehind",
            {{"layer", nameOf(lower)}, {"cluster", counts.first}, {"templates", templatesOn(nameOf(lower))}}};
}

std::uint64_t Performer::discard(const Chain& chain, const GuestRangeSet& clusters) const
{
    const bool backed = chain.layers().size() > 1;
    ImageEditor editor = edit(nameOf(chain));
    std::uint64_t freed = 0;
    for (std::uint64_t cluster = 0; cluster < options_.clusters; ++cluster) {
        if (!clusters.contains(GuestOffset(cluster * options_.clusterSize)))
            continue;
        freed += (editor.tables().entry(cluster) & qcow2::entryOffsetMask) != 0 ? 1 : 0;
        // What falls through to a layer below would show what was there: a zero entry hides it.
        if (backed)
            editor.zero(cluster);
        else
            editor.clear(cluster);
    }
    editor.finish();
    return freed;
}

PlanNote Performer::zeroOrDiscard(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    const GuestRange range = clustersOf(step);
    Disk disk = readDisk(chain);
    requireNoNotes(disk, range);
    Error::Values values{{"layer", nameOf(chain)},
                         {"cluster", range.start.bytes() / options_.clusterSize},
                         {"clusters", range.length / options_.clusterSize}};
    if (step.action == Action::Discard) {
        const std::uint64_t freed = discard(chain, GuestRangeSet::of({range}));
        values.emplace_back("freed", freed);
        return {chain.layers().size() > 1 ? "lab.discarded" : "lab.discardedInBase", values};
    }
    ImageEditor editor = edit(nameOf(chain));
    for (std::uint64_t at = 0; at < range.length; at += options_.clusterSize)
        editor.zero((range.start.bytes() + at) / options_.clusterSize);
    editor.finish();
    return {"lab.zeroed", values};
}

PlanNote Performer::writeFile(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    const Disk before = readDisk(chain);
    Disk disk = before;
    PracticeGuest guest(disk, options_);
    const std::uint64_t length = step.length == 0 ? options_.clusterSize : step.length;
    const bool existed = guest.has(step.name);
    const bool inPlace = existed && guest.lengthOf(step.name) == length;
    const GuestRangeSet content = guest.writeFile(step.name, length, step.pattern, state_.nextCluster);
    guest.finish();
    const GuestOffset end = content.ranges().back().end();
    if (!inPlace)
        state_.nextCluster = divideUp(end.bytes(), options_.clusterSize) % options_.clusters;
    const Written counts = store(nameOf(chain), disk, unionOf(content, differences(before, disk)));
    const Error::Values values{{"name", step.name},
                               {"layer", nameOf(chain)},
                               {"clusters", divideUp(content.total(), options_.clusterSize)},
                               {"cluster", content.ranges().front().start.bytes() / options_.clusterSize},
                               {"fresh", counts.fresh},
                               {"shared", counts.shared}};
    if (!inPlace)
        return {"lab.fileWritten", values};
    if (counts.shared > 0)
        return {"lab.fileKeptBySnapshot", values};
    return {counts.fresh > 0 ? "lab.fileOverwritten" : "lab.fileOverwrittenInPlace", values};
}

PlanNote Performer::deleteFile(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    const Disk before = readDisk(chain);
    Disk disk = before;
    PracticeGuest guest(disk, options_);
    const std::uint64_t freeBefore = guest.freeClusters().total();
    guest.deleteFile(step.name);
    guest.finish();
    const std::uint64_t freed = guest.freeClusters().total() - freeBefore;
    const Written counts = store(nameOf(chain), disk, differences(before, disk));
    return {"lab.fileDeleted",
            {{"name", step.name},
             {"layer", nameOf(chain)},
             {"clusters", freed / options_.clusterSize},
             {"written", counts.clusters}}};
}

PlanNote Performer::trim(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    Disk disk = readDisk(chain);
    GuestRangeSet free = PracticeGuest(disk, options_).freeClusters();
    // A discard of what reads as zero already would only add entries.
    std::vector<GuestRange> stored;
    const ImageEditor looked = edit(nameOf(chain));
    for (const GuestRange& range : free.ranges()) {
        for (std::uint64_t at = range.start.bytes(); at < range.end().bytes(); at += options_.clusterSize) {
            const auto content = std::span(disk).subspan(at, options_.clusterSize);
            const bool zero =
                std::all_of(content.begin(), content.end(), [](std::byte byte) { return byte == std::byte{0}; });
            if (!zero || (looked.tables().entry(at / options_.clusterSize) & qcow2::entryOffsetMask) != 0)
                stored.push_back({GuestOffset(at), options_.clusterSize});
        }
    }
    const GuestRangeSet clusters = GuestRangeSet::of(std::move(stored));
    const std::uint64_t freed = discard(chain, clusters);
    return {"lab.trimmed",
            {{"layer", nameOf(chain)}, {"clusters", clusters.total() / options_.clusterSize}, {"freed", freed}}};
}

PlanNote Performer::snapshot(const Step& step)
{
    const std::string layer = top(step.templateNumber).filename();
    ImageEditor editor = edit(layer);
    const Error::Values values{{"name", step.name}, {"layer", layer}};
    if (step.action == Action::TakeSnapshot)
        editor.takeSnapshot(step.name);
    else if (step.action == Action::RevertSnapshot)
        editor.revertTo(step.name);
    else
        editor.deleteSnapshot(step.name);
    editor.finish();
    if (step.action == Action::TakeSnapshot)
        return {"lab.snapshotTaken", values};
    return {step.action == Action::RevertSnapshot ? "lab.snapshotReverted" : "lab.snapshotDeleted", values};
}

}  // namespace engine::lab
