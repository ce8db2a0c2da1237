#include "plan/share_planner.h"

#include "plan/base_content.h"
#include "plan/dependent_notes.h"
#include "plan/file_names.h"
#include "plan/image_planner.h"
#include "plan/kept_content.h"
#include "plan/measure_compression.h"
#include "plan/returned_bytes.h"
#include "plan/template_relations.h"

#include <algorithm>
#include <map>
#include <optional>

// The part of SharePlanner that deals with files: names, who needs them, what they take.

namespace engine {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view newBaseName = "shared-base.qcow2";
constexpr std::string_view newBaseFormat = "qcow2";

/// How the layer on top of `base` names it, where the chain has one.
std::string nameInChain(const Chain& chain, const FileStatus& base)
{
    for (std::size_t index = 1; index < chain.layers().size(); ++index) {
        if (chain.layers()[index - 1].status->identity == base.identity)
            return chain.layers()[index].image->info().backing->name;
    }
    return {};
}

}  // namespace

/// A preview without a target: names are as long as beside the templates, and nothing is where they say.
bool SharePlanner::isUnplaced() const noexcept
{
    return !plan_.options.replace && plan_.options.target.empty();
}

void SharePlanner::lookForNames()
{
    if (!plan_.options.replace)
        return;
    names_ = findOtherNames(templates_, plan_.options.searchFolders, stop_);
    for (const std::size_t index : plan_.templates)
        noteOtherNames(templates_[index], 0, names_, notes_);
}

/// In the order of the templates that become diffs.
void SharePlanner::placeResults()
{
    const bool replace = plan_.options.replace;
    const fs::path folder = replace || isUnplaced() ? canonicalPath(templates_.front().top().path).parent_path()
                                                    : tidyPath(plan_.options.target);
    if (plan_.newBase) {
        plan_.newBase->path = folder / newBaseName;
        plan_.newBase->openedAs = {plan_.newBase->path};
        plan_.base = plan_.newBase->path;
    }
    std::vector<fs::path> given;
    for (const std::size_t index : plan_.templates)
        given.push_back(templates_[index].top().path);
    const std::vector<std::string> names = distinctNames(given, plan_.newBase ? newBaseName : std::string_view());
    for (std::size_t at = 0; at < plan_.images.size(); ++at) {
        ImagePlan& image = plan_.images[at];
        image.path = folder / names[at];
        image.openedAs = {image.path};
        if (!replace)
            continue;
        ResultPaths result = resultPaths(given[at], expectedLayers(templates_[plan_.templates[at]]), names_, false);
        noteElsewhere(result, given[at], notes_);
        image.path = result.paths.front();
        image.openedAs = std::move(result.paths);
    }
}

void SharePlanner::nameFiles()
{
    lookForNames();
    placeResults();
    const ExpectedLayers backing = chosen_ ? expectedLayers(chosen_->chain)
                                           : ExpectedLayers{{plan_.base, std::nullopt, std::string(newBaseFormat)}};
    for (std::size_t at = 0; at < plan_.images.size(); ++at) {
        ImagePlan& image = plan_.images[at];
        image.backingFormat = backing.front().format;
        std::string old;
        if (chosen_)
            old = nameInChain(templates_[plan_.templates[at]], *chosen_->chain.top().status);
        noteBackingName(image, backing, old, clusterSize(), notes_);
        if (isUnplaced())
            image.path.clear();
    }
    if (isUnplaced() && plan_.newBase)
        plan_.newBase->path.clear();
    noteWhoMayRead();
}

void SharePlanner::noteWhoMayRead()
{
    std::vector<const Layer*> all;
    // The first template last: its place, as it were, is the new base's.
    for (std::size_t index = templates_.size(); index-- > 0;) {
        for (const Layer& layer : templates_[index].layers())
            all.push_back(&layer);
    }
    if (plan_.newBase)
        plan_.newBase->attributes = noteAttributes(all, notes_);
    for (std::size_t at = 0; at < plan_.images.size(); ++at) {
        std::vector<const Layer*> merged;
        const Chain& chain = templates_[plan_.templates[at]];
        for (const Layer& layer : chain.layers()) {
            // The top counts in any case: its place is taken.
            if (!isPartOfBase(*layer.status) || &layer == &chain.top())
                merged.push_back(&layer);
        }
        plan_.images[at].attributes = noteAttributes(merged, notes_);
    }
}

void SharePlanner::measure(ImagePlan& image, const ContentSource& content)
{
    const std::uint64_t dataDiskBytes = image.diskSize - (image.fileLength - image.result.data.total());
    image.compression = plan_.options.compression;
    if (!plan_.options.exact)
        return layOut(image, dataDiskBytes);
    if (image.compression != Compression::None)
        image.result.compressedLengths =
            measureCompression(content, image.result, *qcow2Options(image).compression, progress_, stop_);
    shareEqualClusters(image, plan_.options, content, progress_, stop_);
    layOut(image, dataDiskBytes);
}

void SharePlanner::layOutFinally()
{
    if (plan_.newBase) {
        measure(*plan_.newBase, BaseContentSource(templates_, plan_.newBaseContent));
        leaveOutEmptyTables(*plan_.newBase, stop_);
    }
    for (std::size_t at = 0; at < plan_.images.size(); ++at) {
        const std::size_t index = plan_.templates[at];
        measure(plan_.images[at], KeptContent(templates_[index], free_[index]));
        leaveOutEmptyTables(plan_.images[at], stop_);
    }
}

bool SharePlanner::isSuperseded(const FileStatus& status) const
{
    return !isPartOfBase(status) && !staying_.contains(status.identity);
}

bool SharePlanner::isPartOfBase(const FileStatus& status) const
{
    if (!chosen_)
        return false;
    const auto layers = chosen_->chain.layers();
    return std::any_of(layers.begin(), layers.end(),
                       [&](const Layer& layer) { return layer.status->identity == status.identity; });
}

void SharePlanner::noteRelations()
{
    if (plan_.options.replace) {
        for (PlanNote& note : relationsInTheWay(templates_, chosen_ ? &chosen_->chain : nullptr))
            notes_.blockers.push_back(std::move(note));
    }
    noteDependents();
    for (const std::size_t index : plan_.templates) {
        const Chain& chain = templates_[index];
        noteLosses(chain, 0, notes_);
        noteFormats(chain, notes_);
        if (plan_.options.replace && chain.top().format != "qcow2")
            notes_.blockers.push_back(
                {"plan.formatChanges", {{"path", chain.top().path.string()}, {"format", chain.top().format}}});
    }
    if (chosen_ && chosen_->asTemplate != SIZE_MAX)
        notes_.cautions.push_back({"plan.templateAsBase", {{"path", plan_.base.string()}}});
}

void SharePlanner::noteDependents()
{
    OverlaySearch search = searchDependents(templates_, plan_.options, progress_, stop_);
    std::set<FileIdentity> own;
    for (const Chain& chain : templates_)
        for (const Layer& layer : chain.layers())
            own.insert(layer.status->identity);
    std::erase_if(search.overlays, [&](const FoundOverlay& overlay) { return own.contains(overlay.status.identity); });
    for (const std::size_t index : plan_.templates)
        noteDependents(templates_[index], search);
    const Layer* renamed = nullptr;
    for (const std::size_t index : plan_.templates) {
        const auto layers = templates_[index].layers();
        const Layer* one = renamedBase(templates_[index], [&](std::size_t layer) {
            const FileStatus& status = *layers[layer].status;
            return plan_.options.replace && isSuperseded(status);
        });
        renamed = renamed ? renamed : one;
    }
    noteSearch(search.places, renamed ? &renamed->path : nullptr, plan_.options.alone, notes_);
    plan_.searched = std::move(search.places);
}

void SharePlanner::noteDependents(const Chain& chain, const OverlaySearch& search)
{
    std::vector<Dependent> outside = dependentsIn(search, chain);
    noteOriginals(chain, 0, outside, notes_);
    const std::vector<Dependent> byName = dependentsByName(chain, names_);
    outside.insert(outside.end(), byName.begin(), byName.end());
    for (const NeededLayer& needed : neededLayers(chain, outside)) {
        const Layer& layer = chain.layers()[needed.layer];
        const bool isNews = staying_.insert(layer.status->identity).second && !isPartOfBase(*layer.status);
        if (!plan_.options.replace || !isNews)
            continue;
        if (needed.layer + 1 == chain.layers().size())
            notes_.blockers.push_back({"plan.activeNeeded", needed.values(chain)});
        else
            notes_.cautions.push_back({"plan.layerNeeded", needed.values(chain)});
    }
}

void SharePlanner::listFiles()
{
    SavedBytes saved;
    if (plan_.newBase)
        plan_.after.files.push_back({plan_.newBase->path, plan_.newBase->fileLength, plan_.newBase->diskSize});
    std::set<FileIdentity> seen;
    const auto add = [&](const Layer& layer, const Layer& top) {
        if (!seen.insert(layer.status->identity).second)
            return;
        const bool stays = !isSuperseded(*layer.status);
        plan_.sources.push_back(
            {canonicalPath(layer.path), *layer.status, plan_.options.replace && !stays, !stays, nullptr});
        if (plan_.sources.back().replaced) {
            noteNameLength(plan_.sources.back().path, notes_);
            plan_.sources.back().folder = noteRenamed(layer.path, notes_);
            noteForeignLayer(layer, top, plan_.sources.back().folder, notes_);
        }
        const FileSize size{layer.path, layer.status->length, layer.status->diskSize};
        plan_.before.files.push_back(size);
        if (stays)
            plan_.after.files.push_back(size);
    };
    if (chosen_) {
        for (const Layer& layer : chosen_->chain.layers())
            add(layer, chosen_->chain.top());
    }
    for (const Chain& chain : templates_) {
        for (const Layer& layer : chain.layers())
            add(layer, chain.top());
    }
    const bool replace = plan_.options.replace;
    // Folders may lie on one file system; of one that is missing noteTarget tells.
    std::map<std::uint64_t, std::uint64_t> needed;
    const auto neededFor = [&](const fs::path& file) -> std::uint64_t& {
        const fs::path folder = file.parent_path();
        std::error_code failed;
        return needed[fs::is_directory(folder, failed) ? statusOf(folder).identity.device : 0];
    };
    for (const ImagePlan& image : plan_.images) {
        plan_.after.files.push_back({image.path, image.fileLength, image.diskSize});
        neededFor(image.path) += image.diskSize;
        plan_.peakBytes += image.diskSize;
        saved.garbage += image.saved.garbage;
    }
    if (plan_.newBase) {
        neededFor(plan_.base) += plan_.newBase->diskSize;
        plan_.peakBytes += plan_.newBase->diskSize;
        if (!plan_.newBase->path.empty())
            plan_.newBase->folder = noteTarget(
                plan_.base, (replace ? plan_.base.parent_path() : plan_.options.target) / plan_.base.filename(), false,
                neededFor(plan_.base), notes_);
    }
    for (std::size_t at = 0; at < plan_.images.size(); ++at) {
        ImagePlan& image = plan_.images[at];
        const fs::path given =
            replace ? templates_[plan_.templates[at]].top().path : plan_.options.target / image.path.filename();
        if (!image.path.empty())
            image.folder = noteTarget(image.path, given, replace, neededFor(image.path), notes_);
    }
    noteOptions(plan_.options, saved, 0, notes_);
    if (plan_.savedBytes() <= 0 && !plan_.images.empty())
        notes_.cautions.push_back({"plan.grows", {{"before", plan_.before.length()}, {"after", plan_.after.length()}}});
}

void SharePlanner::sumUpReturned()
{
    if (plan_.images.empty())
        return;
    const BaseContentSource baseContent(templates_, plan_.newBaseContent);
    std::vector<KeptContent> contents;
    for (const std::size_t index : plan_.templates)
        contents.emplace_back(templates_[index], free_[index]);
    std::vector<NewImage> made;
    if (plan_.newBase)
        made.push_back({*plan_.newBase, baseContent});
    for (std::size_t at = 0; at < plan_.images.size(); ++at)
        made.push_back({plan_.images[at], contents[at]});
    plan_.returned = planReturn(plan_.sources, made, notes_, stop_);
}

}  // namespace engine
