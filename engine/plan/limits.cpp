#include "plan/limits.h"

#include "bytes/reason.h"
#include "chain/suspicions.h"
#include "guest/volume_place.h"
#include "image/external_data.h"
#include "image/probe.h"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace engine {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t usualNameBytes = 255;

std::string joined(const std::vector<std::string>& names)
{
    constexpr std::size_t most = 5;
    std::string text;
    for (std::size_t index = 0; index < names.size() && index < most; ++index)
        text += (index == 0 ? "" : ", ") + names[index];
    return names.size() > most ? text + ", ..." : text;
}

bool hasFeature(const Image& image, std::string_view feature)
{
    const auto& features = image.info().features;
    return std::find(features.begin(), features.end(), feature) != features.end();
}

/// Content that is not plain fails at its first byte; better now than in the run.
void noteContent(const Layer& layer, PlanNotes& notes)
{
    if (!layer.image->info().encryption.empty())
        notes.blockers.push_back({"plan.contentUnreadable", {{"path", layer.path.string()}}});
}

/// What a machine's administrator chose for the old file, and a new one does not have.
void noteHeader(const Layer& top, PlanNotes& notes)
{
    if (top.format == "qcow2" && top.image->info().version == 2)
        notes.cautions.push_back({"plan.compatChanges", {{"path", top.path.string()}}});
    if (hasFeature(*top.image, "lazyRefcounts"))
        notes.cautions.push_back({"plan.lazyRefcountsLost", {{"path", top.path.string()}}});
}

/// What a plan says where a volume is trimmed in spite of something that has to be known.
std::string_view cautionOf(const Error& caution)
{
    if (caution.code() == "volume.replayed")
        return "plan.volumeReplayed";
    return caution.code() == "volume.orphans" ? "plan.volumeOrphans" : "plan.volumeMountUnknown";
}

/// It would be in no sum, stay behind, and could be written to while it is read.
void noteDataFile(const Layer& layer, PlanNotes& notes)
{
    if (const File* data = externalDataFile(*layer.image))
        notes.blockers.push_back({"plan.dataFile",
                                  {{"path", layer.path.string()},
                                   {"file", data->path().string()},
                                   {"length", data->length()},
                                   {"disk", data->status().diskSize}}});
}

/// Null, and a blocker, where nothing may be written there.
SharedFolder openFolder(const fs::path& path, PlanNotes& notes)
{
    try {
        return FilePlace::toWrite(path).folder;
    } catch (const Error& error) {
        Error::Values values = error.values();
        values.emplace_back("path", path.string());
        notes.blockers.push_back({error.code(), std::move(values)});
        return nullptr;
    }
}

/// Only root may give a file away.
void noteOwner(const fs::path& file, PlanNotes& notes)
{
    const std::uint32_t owner = statusOf(file).owner;
    if (::geteuid() != 0 && owner != ::geteuid())
        notes.cautions.push_back({"plan.ownerChanges", {{"path", file.string()}, {"user", std::uint64_t{owner}}}});
}

}  // namespace

void noteImages(const Chain& chain, PlanNotes& notes)
{
    for (const Layer& layer : chain.layers()) {
        if (layer.state == LayerState::InUse)
            notes.blockers.push_back({"plan.imageInUse", {{"path", layer.path.string()}}});
        if (hasFeature(*layer.image, "corrupt"))
            notes.blockers.push_back({"plan.imageCorrupt", {{"path", layer.path.string()}}});
        noteContent(layer, notes);
        noteDataFile(layer, notes);
        for (const Suspicion& suspicion : suspicionsOf(layer))
            notes.cautions.push_back({suspicion.code, suspicion.values});
    }
}

bool holdsItsContent(const Chain& chain)
{
    return std::none_of(chain.layers().begin(), chain.layers().end(),
                        [](const Layer& layer) { return externalDataFile(*layer.image) != nullptr; });
}

void noteLosses(const Chain& chain, std::size_t first, PlanNotes& notes)
{
    for (std::size_t index = first; index < chain.layers().size(); ++index) {
        const Layer& layer = chain.layers()[index];
        std::vector<std::string> snapshots;
        for (const Snapshot& snapshot : layer.image->info().snapshots)
            snapshots.push_back(snapshot.name.empty() ? snapshot.id : snapshot.name);
        std::vector<std::string> bitmaps;
        for (const Bitmap& bitmap : layer.image->info().bitmaps)
            bitmaps.push_back(bitmap.name);
        const auto note = [&](std::string_view code, const std::vector<std::string>& names) {
            if (!names.empty())
                notes.cautions.push_back({code,
                                          {{"path", layer.path.string()},
                                           {"count", std::uint64_t{names.size()}},
                                           {"names", joined(names)}}});
        };
        note("plan.snapshotsLost", snapshots);
        note("plan.bitmapsLost", bitmaps);
    }
    noteHeader(chain.top(), notes);
}

std::vector<std::size_t> noteDependents(const Chain& chain, std::size_t first, bool replace,
                                        const std::vector<Dependent>& dependents, PlanNotes& notes)
{
    std::vector<std::size_t> stay;
    for (const NeededLayer& needed : neededLayers(chain, dependents)) {
        if (needed.layer < first)
            continue;
        if (replace && needed.layer == 0)
            notes.blockers.push_back({"plan.baseShared", needed.values(chain)});
        else if (replace && needed.layer + 1 == chain.layers().size())
            notes.blockers.push_back({"plan.activeNeeded", needed.values(chain)});
        else if (replace)
            notes.cautions.push_back({"plan.layerNeeded", needed.values(chain)});
        // A deep slim to a new file leaves all of them; what others need cannot go afterwards either.
        if (replace || first == 0)
            stay.push_back(needed.layer);
    }
    return stay;
}

namespace {

Error::Values valuesOf(const Volume& volume)
{
    Error::Values values = placeOf(volume);
    values.insert(values.end(), {{"length", volume.mapping.size()},
                                 {"type", volume.facts.type},
                                 {"label", volume.facts.label},
                                 {"state", std::string(name(volume.facts.state))}});
    return values;
}

}  // namespace

Error::Values untrustedValues(const Volume& volume)
{
    Error::Values values = valuesOf(volume);
    return withReason(std::move(values), *volume.reason);
}

void noteVolumes(const Guest& guest, PlanNotes& notes)
{
    for (const Volume& volume : guest.volumes) {
        if (volume.trimmable() && volume.facts.caution)
            notes.cautions.push_back({cautionOf(*volume.facts.caution), valuesOf(volume)});
    }
    if (guest.table.refusal)
        notes.cautions.push_back({"plan.diskUntrimmed", withReason({}, *guest.table.refusal)});
    for (const Volume& volume : guest.volumes) {
        if (!volume.trimmable() && !holdsNoFiles(volume))
            notes.cautions.push_back({"plan.volumeUntrimmed", untrustedValues(volume)});
    }
}

void noteAges(const Chain& chain, PlanNotes& notes)
{
    for (std::size_t index = 1; index < chain.layers().size(); ++index) {
        const Layer& below = chain.layers()[index - 1];
        const Layer& above = chain.layers()[index];
        if (above.status->born && below.status->modified > *above.status->born)
            notes.cautions.push_back(
                {"plan.baseNewer", {{"base", below.path.string()}, {"overlay", above.path.string()}}});
    }
}

void noteFormats(const Chain& chain, PlanNotes& notes)
{
    for (std::size_t index = 0; index + 1 < chain.layers().size(); ++index) {
        const Layer& layer = chain.layers()[index];
        const std::string_view looks = layer.format == "raw" ? disguisedFormat(layer.image->file()) : "";
        if (!looks.empty())
            notes.cautions.push_back({"plan.baseFormat",
                                      {{"base", layer.path.string()},
                                       {"overlay", chain.layers()[index + 1].path.string()},
                                       {"named", layer.format},
                                       {"format", std::string(looks)}}});
    }
}

void noteNameLength(const fs::path& file, PlanNotes& notes)
{
    const fs::path folder = fs::absolute(file).parent_path();
    const long told = ::pathconf(folder.c_str(), _PC_NAME_MAX);
    const auto longest = told > 0 ? static_cast<std::uint64_t>(told) : usualNameBytes;
    const std::uint64_t length = file.filename().native().size();
    if (length + bytesAroundName > longest)
        notes.blockers.push_back(
            {"plan.nameTooLong",
             {{"path", file.string()}, {"value", length}, {"limit", longest - std::min(longest, bytesAroundName)}}});
}

SharedFolder noteTarget(const fs::path& file, const fs::path& given, bool replace, std::uint64_t neededBytes,
                        PlanNotes& notes)
{
    const fs::path folder = fs::absolute(file).parent_path();
    std::error_code failed;
    if (!fs::is_directory(folder, failed)) {
        notes.blockers.push_back({"plan.folderMissing", {{"folder", folder.string()}}});
        return nullptr;
    }
    noteNameLength(file, notes);
    if (!replace && fs::exists(fs::symlink_status(file, failed)))
        notes.blockers.push_back({"plan.targetExists", {{"path", file.string()}}});
    if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
        notes.blockers.push_back({"plan.folderNotWritable", {{"folder", folder.string()}}});
        return nullptr;
    }
    if (replace)
        noteOwner(file, notes);
    const fs::space_info space = fs::space(folder, failed);
    if (!failed && space.available < neededBytes)
        notes.blockers.push_back(
            {"plan.spaceMissing",
             {{"folder", folder.string()}, {"needed", neededBytes}, {"available", std::uint64_t{space.available}}}});
    return openFolder(given, notes);
}

SharedFolder noteRenamed(const fs::path& given, PlanNotes& notes)
{
    return openFolder(given, notes);
}

void noteForeignLayer(const Layer& layer, const Layer& top, const SharedFolder& folder, PlanNotes& notes)
{
    const std::uint32_t user = top.status->owner;
    if (::geteuid() != 0 || user == 0 || layer.status->owner == user || !folder || !folder->isSharedWith(user))
        return;
    notes.blockers.push_back({"plan.foreignLayer",
                              {{"path", layer.path.string()},
                               {"overlay", top.path.string()},
                               {"user", std::uint64_t{user}},
                               {"owner", std::uint64_t{layer.status->owner}}}});
}

FileAttributes noteAttributes(std::span<const Layer* const> merged, PlanNotes& notes)
{
    std::vector<const File*> files;
    for (const Layer* layer : merged)
        files.push_back(&layer->image->file());
    MergedAttributes found = mergedAttributes(files);
    const std::string path = merged.back()->path.string();
    if (found.ownersDiffer)
        notes.cautions.push_back({"plan.ownersDiffer", {{"path", path}, {"user", std::uint64_t{::geteuid()}}}});
    else if (found.narrowed)
        notes.cautions.push_back({"plan.accessNarrowed", {{"path", path}}});
    return std::move(found.attributes);
}

void noteOptions(const ImageOptions& options, const SavedBytes& saved, std::uint64_t systemFileBytes, PlanNotes& notes)
{
    if (saved.garbage > 0)
        notes.cautions.push_back({"plan.finalLoss", {{"bytes", saved.garbage}}});
    if (options.extendedL2)
        notes.cautions.push_back({"plan.extendedL2", {}});
    if (options.shareEqualClusters)
        notes.cautions.push_back({"plan.sharedClusters", {}});
    if (options.dropSystemFiles)
        notes.cautions.push_back({"plan.systemFiles", {{"bytes", systemFileBytes}}});
}

}  // namespace engine
