#include "plan/share_planner.h"

#include "plan/base_content.h"
#include "plan/dependents.h"
#include "plan/image_planner.h"
#include "plan/kept_content.h"
#include "plan/measure_compression.h"
#include "plan/template_relations.h"

#include <algorithm>
#include <map>
#include <optional>

// The part of SharePlanner that deals with files: names, who needs them, what they take.

namespace engine {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view newBaseName = "shared-base.qcow2";

/// How the layer on top of `base` names it, where the chain has one and that name is right in `folder` too.
std::optional<std::string> nameInChain(const Chain& chain, const FileStatus& base, const fs::path& folder)
{
    for (std::size_t index = 1; index < chain.layers().size(); ++index) {
        if (chain.layers()[index - 1].status->identity != base.identity)
            continue;
        const Layer& overlay = chain.layers()[index];
        const std::string& name = overlay.image->info().backing->name;
        if (fs::path(name).is_absolute() || fs::canonical(overlay.path).parent_path() == folder)
            return name;
    }
    return std::nullopt;
}

}  // namespace

void SharePlanner::nameFiles()
{
    const bool replace = plan_.options.replace;
    // A preview without a target: names are as long as beside the templates, and nothing is where they say.
    const bool unplaced = !replace && plan_.options.target.empty();
    const fs::path folder = replace || unplaced ? canonicalPath(templates_.front().top().path).parent_path()
                                                : fs::weakly_canonical(fs::absolute(plan_.options.target));
    if (plan_.newBase) {
        plan_.newBase->path = folder / newBaseName;
        plan_.base = plan_.newBase->path;
    }
    const std::string format = chosen_ ? chosen_->chain.top().format : "qcow2";
    std::map<fs::path, std::size_t> names;
    for (std::size_t at = 0; at < plan_.images.size(); ++at) {
        ImagePlan& image = plan_.images[at];
        const fs::path old = canonicalPath(templates_[plan_.templates[at]].top().path);
        image.path = replace ? old : folder / old.filename();
        const fs::path itsFolder = image.path.parent_path();
        image.backingName = plan_.base.lexically_relative(itsFolder).string();
        if (chosen_)
            image.backingName = nameInChain(templates_[plan_.templates[at]], *chosen_->chain.top().status, itsFolder)
                                    .value_or(image.backingName);
        image.backingFormat = format;
        if (unplaced)
            image.path.clear();
        else if (++names[image.path] > 1)
            notes_.blockers.push_back({"plan.nameClash", {{"path", image.path.string()}}});
    }
    if (unplaced && plan_.newBase)
        plan_.newBase->path.clear();
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
    if (plan_.newBase)
        measure(*plan_.newBase, BaseContentSource(templates_, plan_.newBaseContent));
    for (std::size_t at = 0; at < plan_.images.size(); ++at) {
        const std::size_t index = plan_.templates[at];
        measure(plan_.images[at], KeptContent(templates_[index], free_[index]));
    }
}

bool SharePlanner::isPartOfBase(const FileStatus& status) const
{
    if (!chosen_)
        return false;
    const auto layers = chosen_->chain.layers();
    return std::any_of(layers.begin(), layers.end(),
                       [&](const Layer& layer) { return layer.status->identity == status.identity; });
}

bool SharePlanner::belongsToTemplates(const fs::path& overlay) const
{
    for (const Chain& chain : templates_) {
        for (const Layer& layer : chain.layers()) {
            std::error_code ignored;
            if (fs::equivalent(layer.path, overlay, ignored))
                return true;
        }
    }
    return false;
}

void SharePlanner::noteRelations()
{
    if (plan_.options.replace) {
        for (PlanNote& note : relationsInTheWay(templates_, chosen_ ? &chosen_->chain : nullptr))
            notes_.blockers.push_back(std::move(note));
    }
    for (const std::size_t index : plan_.templates) {
        const Chain& chain = templates_[index];
        noteDependents(chain);
        noteLosses(chain, 0, notes_);
        if (plan_.options.replace && chain.top().format != "qcow2")
            notes_.blockers.push_back(
                {"plan.formatChanges", {{"path", chain.top().path.string()}, {"format", chain.top().format}}});
    }
    if (chosen_ && chosen_->asTemplate != SIZE_MAX)
        notes_.cautions.push_back({"plan.templateAsBase", {{"path", plan_.base.string()}}});
}

void SharePlanner::noteDependents(const Chain& chain)
{
    std::vector<Dependent> outside = findDependents(chain, plan_.options.searchFolders, progress_, stop_);
    std::erase_if(outside, [&](const Dependent& dependent) { return belongsToTemplates(dependent.overlay); });
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
    const auto add = [&](const Layer& layer) {
        if (!seen.insert(layer.status->identity).second)
            return;
        const bool stays = isPartOfBase(*layer.status) || staying_.contains(layer.status->identity);
        plan_.sources.push_back({canonicalPath(layer.path), *layer.status, plan_.options.replace && !stays});
        const FileSize size{layer.path, layer.status->length, layer.status->diskSize};
        plan_.before.files.push_back(size);
        if (stays)
            plan_.after.files.push_back(size);
    };
    if (chosen_) {
        for (const Layer& layer : chosen_->chain.layers())
            add(layer);
    }
    for (const Chain& chain : templates_) {
        for (const Layer& layer : chain.layers())
            add(layer);
    }
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
            noteTarget(plan_.base, false, neededFor(plan_.base), notes_);
    }
    for (const ImagePlan& image : plan_.images) {
        if (!image.path.empty())
            noteTarget(image.path, plan_.options.replace, neededFor(image.path), notes_);
    }
    noteOptions(plan_.options, saved, 0, notes_);
    if (plan_.savedBytes() <= 0)
        notes_.cautions.push_back({"plan.grows", {{"before", plan_.before.length()}, {"after", plan_.after.length()}}});
}

}  // namespace engine
