#include "plan/slim_plan.h"

#include "guest/layer_use.h"
#include "plan/dependent_notes.h"
#include "plan/file_names.h"
#include "plan/image_planner.h"
#include "plan/kept_content.h"
#include "plan/limits.h"
#include "plan/returned_bytes.h"

#include <algorithm>

namespace engine {

namespace fs = std::filesystem;

namespace {

/// Puts a SlimPlan together, step by step.
class SlimPlanner {
public:
    SlimPlanner(const Chain& chain, SlimKind kind, const ImageOptions& options, Progress& progress,
                std::stop_token stop)
        : chain_(chain), progress_(progress), stop_(std::move(stop))
    {
        plan_.kind = kind;
        plan_.options = options;
    }

    /// @param maps null: they are read
    SlimPlan run(KnownDependents dependents, const std::span<const LayerMap>* maps)
    {
        chain_.requireComplete();
        if (plan_.options.replace)
            lookForNames(dependents);
        noteImages(chain_, notes_);
        if (firstMerged() >= chain_.layers().size())
            notes_.blockers.push_back({"plan.noOverlay", {{"path", chain_.top().path.string()}}});
        examineDependents(dependents);
        describeSources();
        if (holdsItsContent(chain_) && (notes_.blockers.empty() || firstMerged() < chain_.layers().size()))
            maps ? planImage(*maps) : planImage(readLayerMaps(chain_, MapDepth::Quick, progress_, stop_));
        sumUp();
        plan_.blockers = std::move(notes_.blockers);
        plan_.cautions = std::move(notes_.cautions);
        plan_.options.beside.clear();
        return std::move(plan_);
    }

private:
    std::size_t firstMerged() const noexcept { return plan_.kind == SlimKind::Standard ? 1 : 0; }
    const Layer& base() const noexcept { return chain_.layers().front(); }

    void lookForNames(KnownDependents& dependents)
    {
        names_ =
            dependents.names ? *dependents.names : findOtherNames({&chain_, 1}, plan_.options.searchFolders, stop_);
        const std::vector<Dependent> byName = dependentsByName(chain_, names_);
        dependents.found.insert(dependents.found.end(), byName.begin(), byName.end());
        if (firstMerged() < chain_.layers().size())
            noteOtherNames(chain_, firstMerged(), names_, notes_);
    }

    void examineDependents(const KnownDependents& dependents)
    {
        const bool replace = plan_.options.replace;
        staying_ = noteDependents(chain_, firstMerged(), replace, dependents.found, notes_);
        noteOriginals(chain_, firstMerged(), dependents.found, notes_);
        const Layer* renamed =
            renamedBase(chain_, [&](std::size_t index) { return replace && index >= firstMerged() && !stays(index); });
        noteSearch(dependents.places, renamed ? &renamed->path : nullptr, plan_.options.alone, notes_);
        plan_.searched = dependents.places;
        if (!replace && stays(0))
            baseStays_ = neededLayers(chain_, dependents.found).back().values(chain_);
    }

    /// Whether other overlays need the layer.
    bool stays(std::size_t index) const { return std::find(staying_.begin(), staying_.end(), index) != staying_.end(); }

    void describeSources()
    {
        for (std::size_t index = 0; index < chain_.layers().size(); ++index) {
            const Layer& layer = chain_.layers()[index];
            const bool superseded = index >= firstMerged() && !stays(index) && holdsItsContent(chain_);
            plan_.sources.push_back(
                {canonicalPath(layer.path), *layer.status, plan_.options.replace && superseded, superseded, nullptr});
            plan_.before.files.push_back({layer.path, layer.status->length, layer.status->diskSize});
            PlannedSource& source = plan_.sources.back();
            if (source.replaced && index + 1 < chain_.layers().size()) {
                noteNameLength(source.path, notes_);
                source.folder = noteRenamed(layer.path, notes_);
                noteForeignLayer(layer, chain_.top(), source.folder, notes_);
            }
        }
    }

    void planImage(std::span<const LayerMap> maps)
    {
        const auto merged = maps.subspan(firstMerged());
        ImagePlanner planner(chain_, plan_.options, progress_, stop_);
        planner.readGuest(notes_);

        const std::uint64_t size = chain_.virtualSize();
        GuestRangeSet backing;
        std::optional<Chain> below;
        if (plan_.kind == SlimKind::Standard) {
            backing = maps.front()
                          .own.select({ExtentState::Data, ExtentState::Compressed})
                          .restrictedTo({GuestOffset(0), size});
            below.emplace(chain_.lower(1));
        }
        placeResult();
        std::vector<const Layer*> holders;
        for (const Layer& layer : chain_.layers().subspan(firstMerged()))
            holders.push_back(&layer);
        plan_.image.attributes = noteAttributes(holders, notes_);
        if (below)
            nameBacking(*below, planner.clusterSize());
        plan_.image =
            planner.plan(std::move(plan_.image), visibleOf(merged), std::move(backing), below ? &*below : nullptr);
        for (const LayerMap& map : merged)
            plan_.image.saved.hidden += map.hidden.total();
        noteLosses(chain_, firstMerged(), notes_);
        noteAges(chain_, notes_);
        noteFormats(chain_, notes_);
        noteOptions(plan_.options, plan_.image.saved, planner.systemFileBytes(), notes_);
        noteCompression(maps.front());
    }

    void placeResult()
    {
        ImagePlan& image = plan_.image;
        if (plan_.options.replace) {
            ResultPaths result = resultPaths(chain_.top().path, expectedLayers(chain_), names_, false);
            noteElsewhere(result, chain_.top().path, notes_);
            image.path = result.paths.front();
            image.openedAs = std::move(result.paths);
        } else if (!plan_.options.target.empty()) {
            image.path = tidyPath(plan_.options.target);
            image.openedAs = {image.path};
        }
    }

    void nameBacking(const Chain& below, std::uint64_t clusterSize)
    {
        const BackingReference& old = *chain_.layers()[1].image->info().backing;
        plan_.image.backingFormat = old.format.empty() ? base().format : old.format;
        // A preview does not know the folder.
        if (plan_.image.path.empty())
            plan_.image.backingName = old.name;
        else
            noteBackingName(plan_.image, expectedLayers(below), old.name, clusterSize, notes_);
    }

    void noteCompression(const LayerMap& baseMap)
    {
        const std::uint64_t compressed = baseMap.totals()[ExtentState::Compressed];
        if (plan_.kind == SlimKind::Deep && compressed > 0 && plan_.options.compression == Compression::None)
            notes_.cautions.push_back(
                {"plan.compressedBase", {{"bytes", compressed}, {"stored", baseMap.compressedHostBytes}}});
    }

    void sumUp()
    {
        const ImagePlan& image = plan_.image;
        for (std::size_t index = 0; index < chain_.layers().size(); ++index) {
            if (!plan_.sources[index].superseded)
                plan_.after.files.push_back(plan_.before.files[index]);
        }
        plan_.after.files.push_back({image.path, image.fileLength, image.diskSize});
        plan_.peakBytes = image.diskSize;
        sumUpReturned();
        if (!image.path.empty()) {
            const bool replace = plan_.options.replace;
            const fs::path& given = replace ? chain_.top().path : plan_.options.target;
            plan_.image.folder = noteTarget(image.path, given, replace, plan_.peakBytes, notes_);
            plan_.sources.back().folder = plan_.image.folder;
        }
        if (plan_.options.replace && chain_.top().format != "qcow2")
            notes_.blockers.push_back(
                {"plan.formatChanges", {{"path", chain_.top().path.string()}, {"format", chain_.top().format}}});
        if (baseStays_) {
            baseStays_->emplace_back("bytes", image.diskSize);
            notes_.cautions.push_back({"plan.baseStays", std::move(*baseStays_)});
        }
        if (plan_.savedBytes() <= 0 && holdsItsContent(chain_))
            notes_.cautions.push_back(
                {"plan.grows", {{"before", plan_.before.length()}, {"after", plan_.after.length()}}});
        else if (plan_.kind == SlimKind::Deep && chain_.layers().size() > 1 && image.fileLength > base().status->length)
            notes_.cautions.push_back(
                {"plan.baseGrows", {{"before", base().status->length}, {"after", image.fileLength}}});
    }

    void sumUpReturned()
    {
        if (plan_.image.fileLength == 0)
            return;
        const KeptContent content(chain_, plan_.image.free);
        const NewImage made{plan_.image, content};
        plan_.returned = planReturn(plan_.sources, std::span(&made, 1), notes_, stop_);
    }

    const Chain& chain_;
    Progress& progress_;
    std::stop_token stop_;
    SlimPlan plan_;
    PlanNotes notes_;
    std::vector<std::size_t> staying_;
    std::vector<FoundName> names_;
    std::optional<Error::Values> baseStays_;  ///< which base others need, where it does not block
};

}  // namespace

std::string_view name(SlimKind kind) noexcept
{
    return kind == SlimKind::Standard ? "standard" : "deep";
}

std::uint64_t FileSizes::length() const noexcept
{
    std::uint64_t sum = 0;
    for (const FileSize& file : files)
        sum += file.length;
    return sum;
}

std::uint64_t FileSizes::diskSize() const noexcept
{
    std::uint64_t sum = 0;
    for (const FileSize& file : files)
        sum += file.diskSize;
    return sum;
}

SlimPlan planSlim(const Chain& chain, SlimKind kind, const ImageOptions& options, Progress& progress,
                  std::stop_token stop)
{
    chain.requireComplete();
    return planSlim(chain, kind, options, findDependents(chain, options, progress, stop), progress, stop);
}

SlimPlan planSlim(const Chain& chain, SlimKind kind, const ImageOptions& options, const KnownDependents& dependents,
                  Progress& progress, std::stop_token stop)
{
    return SlimPlanner(chain, kind, options, progress, std::move(stop)).run(dependents, nullptr);
}

SlimPlan planSlim(const Chain& chain, SlimKind kind, const ImageOptions& options, const KnownDependents& dependents,
                  std::span<const LayerMap> maps, Progress& progress, std::stop_token stop)
{
    return SlimPlanner(chain, kind, options, progress, std::move(stop)).run(dependents, &maps);
}

}  // namespace engine
