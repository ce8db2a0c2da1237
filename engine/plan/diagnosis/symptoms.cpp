#include "plan/diagnosis/symptoms.h"

#include "bytes/reason.h"
#include "guest/volume_place.h"
#include "image/external_data.h"
#include "image/probe.h"
#include "plan/diagnosis/cluster_sizes.h"
#include "plan/limits.h"

#include <algorithm>

namespace engine {

namespace {

/// What costs less than this part of a file is not worth a word.
constexpr std::int64_t leastPart = 100;

bool hasFeature(const ImageInfo& info, std::string_view feature)
{
    return std::find(info.features.begin(), info.features.end(), feature) != info.features.end();
}

/// What a broken node needs.
Remedy remedyOf(const Layer& layer)
{
    if (layer.state == LayerState::Missing)
        return Remedy::FindBacking;
    const std::string_view code = layer.reason ? layer.reason->code() : std::string_view();
    if (code.starts_with("name.") || code == "backing.formatUnknown")
        return Remedy::AllowBacking;
    return layer.state == LayerState::Refused ? Remedy::RestoreBackup : Remedy::None;
}

Remedy remedyOf(VolumeState state)
{
    switch (state) {
    case VolumeState::Dirty:
    case VolumeState::Hibernated:
    case VolumeState::NeedsRecovery:
        return Remedy::ShutDownGuest;
    case VolumeState::Clean:
    case VolumeState::Unknown:
        return Remedy::CheckVolume;
    case VolumeState::Encrypted:
        break;
    }
    return Remedy::None;
}

/// Gathers the symptoms of one layer.
class LayerDoctor {
public:
    LayerDoctor(const Layer& layer, std::size_t index, const LayerAccount& account, const LayerUse& use)
        : layer_(layer), account_(account), use_(use), index_(index),
          slim_(index > 0 ? Remedy::StandardSlim : Remedy::DeepSlim)
    {
    }

    std::vector<Symptom> run()
    {
        if (account_.use)
            examineStructure(*account_.use);
        examineWaste();
        if (!externalDataFile(*layer_.image))
            examineClusterSize();
        return std::move(found_);
    }

private:
    Symptom& add(std::string_view code, Error::Values values, Severity severity, Remedy remedy)
    {
        values.insert(values.begin(), {"path", layer_.path.string()});
        Symptom symptom{code, std::move(values), severity, remedy, index_, {}, 0, {}, {}};
        return found_.emplace_back(std::move(symptom));
    }

    void examineStructure(const qcow2::HostUse& use)
    {
        const ImageInfo& info = layer_.image->info();
        const auto outside = std::count_if(use.findings.begin(), use.findings.end(), [](const qcow2::Finding& finding) {
            return finding.code == "reference.outsideFile";
        });
        if (outside > 0)
            add("diagnosis.cut", {{"length", layer_.status->length}}, Severity::Harm, Remedy::RestoreBackup);
        else if (use.corruptions > 0 || use.checkErrors > 0)
            add("diagnosis.corrupt", {{"count", use.corruptions + use.checkErrors}}, Severity::Harm,
                Remedy::RestoreBackup);
        if (hasFeature(info, "corrupt"))
            add("diagnosis.markedCorrupt", {}, Severity::Harm, Remedy::RestoreBackup);
        if (hasFeature(info, "dirty"))
            add("diagnosis.refcountsOutdated", {}, Severity::Warning, Remedy::RepairImage);
        for (const Bitmap& bitmap : info.bitmaps) {
            if (bitmap.inUse)
                add("diagnosis.bitmapBroken", {{"name", bitmap.name}}, Severity::Warning, Remedy::DeleteBitmaps);
        }
    }

    /// A part of the file that could go.
    void examine(Part part, std::string_view code, Remedy remedy, std::int64_t least = leastPart,
                 Error::Values values = {})
    {
        const std::int64_t bytes = account_.bytes[part];
        if (bytes <= 0 || bytes * least < static_cast<std::int64_t>(layer_.status->length))
            return;
        values.insert(values.begin(), {"bytes", static_cast<std::uint64_t>(bytes)});
        Symptom& symptom = add(code, std::move(values), Severity::Note, remedy);
        symptom.bytes = bytes;
        symptom.guest = account_.guest[part];
        symptom.host = account_.host[part];
    }

    void examineWaste()
    {
        const ImageInfo& info = layer_.image->info();
        const auto always = static_cast<std::int64_t>(layer_.status->length);
        examine(Part::Garbage, "diagnosis.garbage", slim_);
        examine(Part::Behind, "diagnosis.behindFileSystem", Remedy::GrowFileSystem);
        examine(Part::Duplicate, "diagnosis.duplicates", slim_);
        examine(Part::Zero, "diagnosis.zeros", slim_);
        examine(Part::Hidden, "diagnosis.hidden", slim_);
        examine(Part::Snapshots, "diagnosis.snapshots", Remedy::DeleteSnapshots, always,
                {{"count", std::uint64_t{info.snapshots.size()}}});
        examine(Part::Bitmaps, "diagnosis.bitmaps", Remedy::DeleteBitmaps, leastPart,
                {{"count", std::uint64_t{info.bitmaps.size()}}});
        examine(Part::Leaked, "diagnosis.leaks", Remedy::RepairLeaks, always);
        examine(Part::Preallocated, "diagnosis.preallocated", slim_);
        examine(Part::Unused, "diagnosis.unused", slim_);
    }

    /// Fragmentation loss, and whether another cluster size would do something about it.
    void examineClusterSize()
    {
        examine(Part::Rounding, "diagnosis.fragmentation", Remedy::SmallerClusters, 20);
        const auto better = betterClusterSize(*layer_.image, account_, use_);
        if (!better || better->savedBytes * 20 < static_cast<std::int64_t>(layer_.status->length))
            return;
        Symptom& symptom = add("diagnosis.clusterSize",
                               {{"clusterSize", layer_.image->info().clusterSize},
                                {"better", better->clusterSize},
                                {"saved", static_cast<std::uint64_t>(better->savedBytes)}},
                               Severity::Note, Remedy::SmallerClusters);
        symptom.bytes = better->savedBytes;
        symptom.guest = account_.guest[Part::Rounding];
    }

    const Layer& layer_;
    const LayerAccount& account_;
    const LayerUse& use_;
    const std::size_t index_;
    const Remedy slim_;
    std::vector<Symptom> found_;
};

}  // namespace

std::string_view name(Severity severity) noexcept
{
    constexpr std::array<std::string_view, 3> names{"note", "warning", "harm"};
    return names[static_cast<std::size_t>(severity)];
}

std::string_view name(Remedy remedy) noexcept
{
    constexpr std::array<std::string_view, 16> names{
        "none",          "findBacking", "allowBacking",    "compareBase",     "closeImage",
        "restoreBackup", "repairImage", "repairLeaks",     "shutDownGuest",   "checkVolume",
        "standardSlim",  "deepSlim",    "smallerClusters", "deleteSnapshots", "deleteBitmaps",
        "growFileSystem"};
    return names[static_cast<std::size_t>(remedy)];
}

std::vector<Symptom> chainSymptoms(const Chain& chain)
{
    std::vector<Symptom> found;
    const auto layers = chain.layers();
    for (std::size_t index = 0; index < layers.size(); ++index) {
        const Layer& layer = layers[index];
        const auto add = [&](std::string_view code, Error::Values values, Severity severity, Remedy remedy) {
            values.insert(values.begin(), {"path", layer.path.string()});
            found.push_back({code, std::move(values), severity, remedy, index, {}, 0, {}, {}});
        };
        if (layer.state == LayerState::InUse)
            add("diagnosis.inUse", {}, Severity::Warning, Remedy::CloseImage);
        else if (layer.state == LayerState::Missing && index + 1 < layers.size())
            add("diagnosis.linkBroken", {{"overlay", layers[index + 1].path.string()}, {"name", layer.namedAs}},
                Severity::Harm, remedyOf(layer));
        else if (!layer.usable())
            add("diagnosis.unreadable", withReason({}, *layer.reason), Severity::Harm, remedyOf(layer));
        const bool raw = index > 0 && layers[index - 1].usable() && layers[index - 1].format == "raw";
        const std::string_view looks = raw ? disguisedFormat(layers[index - 1].image->file()) : "";
        if (!looks.empty())
            add("diagnosis.baseFormat",
                {{"base", layers[index - 1].path.string()}, {"named", "raw"}, {"format", std::string(looks)}},
                Severity::Warning, Remedy::None);
        if (const File* data = layer.image ? externalDataFile(*layer.image) : nullptr)
            add("diagnosis.dataFile",
                {{"file", data->path().string()}, {"length", data->length()}, {"disk", data->status().diskSize}},
                Severity::Note, Remedy::None);
        const bool known = index > 0 && layer.status && layers[index - 1].status;
        if (known && layer.status->born && layers[index - 1].status->modified > *layer.status->born)
            add("diagnosis.baseNewer", {{"base", layers[index - 1].path.string()}}, Severity::Warning,
                Remedy::CompareBase);
    }
    return found;
}

std::vector<Symptom> guestSymptoms(const Guest& guest)
{
    std::vector<Symptom> found;
    if (guest.table.refusal)
        found.push_back({"diagnosis.diskUntrusted",
                         withReason({}, *guest.table.refusal),
                         Severity::Warning,
                         Remedy::None,
                         {},
                         {},
                         0,
                         {},
                         {}});
    for (std::size_t number = 0; number < guest.volumes.size(); ++number) {
        const Volume& volume = guest.volumes[number];
        if (volume.trimmable() || holdsNoFiles(volume))
            continue;
        Symptom symptom{"diagnosis.volumeUntrusted",
                        untrustedValues(volume),
                        Severity::Warning,
                        remedyOf(volume.facts.state),
                        {},
                        number,
                        0,
                        {},
                        {}};
        symptom.guest = volume.mapping.toDisk(VolumeRangeSet::of({{VolumeOffset(0), volume.mapping.size()}}));
        found.push_back(std::move(symptom));
    }
    return found;
}

std::vector<Symptom> layerSymptoms(const Chain& chain, std::size_t layer, const LayerAccount& account,
                                   const LayerUse& use)
{
    return LayerDoctor(chain.layers()[layer], layer, account, use).run();
}

void sortSymptoms(std::vector<Symptom>& symptoms)
{
    std::stable_sort(symptoms.begin(), symptoms.end(), [](const Symptom& a, const Symptom& b) {
        return a.severity != b.severity ? a.severity > b.severity : a.bytes > b.bytes;
    });
}

}  // namespace engine
