#include "plan/slim_plan.h"

#include "guest/layer_use.h"
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
    SlimPlan run(const std::vector<Dependent>& dependents, const std::span<const LayerMap>* maps)
    {
        chain_.requireComplete();
        noteImages(chain_, notes_);
        if (firstMerged() >= chain_.layers().size())
            notes_.blockers.push_back({"plan.noOverlay", {{"path", chain_.top().path.string()}}});
        staying_ = noteDependents(chain_, firstMerged(), plan_.options.replace, dependents, notes_);
        describeSources();
        if (holdsItsContent(chain_) && (notes_.blockers.empty() || firstMerged() < chain_.layers().size()))
            maps ? planImage(*maps) : planImage(readLayerMaps(chain_, MapDepth::Quick, progress_, stop_));
        sumUp();
        plan_.blockers = std::move(notes_.blockers);
        plan_.cautions = std::move(notes_.cautions);
        return std::move(plan_);
    }

private:
    std::size_t firstMerged() const noexcept { return plan_.kind == SlimKind::Standard ? 1 : 0; }
    const Layer& base() const noexcept { return chain_.layers().front(); }

    void describeSources()
    {
        for (std::size_t index = 0; index < chain_.layers().size(); ++index) {
            const Layer& layer = chain_.layers()[index];
            const bool stays = std::find(staying_.begin(), staying_.end(), index) != staying_.end();
            const bool superseded = index >= firstMerged() && !stays && holdsItsContent(chain_);
            plan_.sources.push_back(
                {canonicalPath(layer.path), *layer.status, plan_.options.replace && superseded, superseded});
            plan_.before.files.push_back({layer.path, layer.status->length, layer.status->diskSize});
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
        plan_.image.path = targetPath();
        if (below)
            nameBacking();
        plan_.image =
            planner.plan(std::move(plan_.image), visibleOf(merged), std::move(backing), below ? &*below : nullptr);
        for (const LayerMap& map : merged)
            plan_.image.saved.hidden += map.hidden.total();
        noteLosses(chain_, firstMerged(), notes_);
        noteAges(chain_, notes_);
        noteOptions(plan_.options, plan_.image.saved, planner.systemFileBytes(), notes_);
        noteCompression(maps.front());
    }

    fs::path targetPath() const
    {
        if (plan_.options.replace)
            return canonicalPath(chain_.top().path);
        return plan_.options.target.empty() ? fs::path() : fs::absolute(plan_.options.target).lexically_normal();
    }

    /// The new diff names its base as the old one did, and from another folder so that the name leads to the same file.
    void nameBacking()
    {
        const Layer& overlay = chain_.layers()[1];
        const BackingReference& old = *overlay.image->info().backing;
        plan_.image.backingFormat = old.format.empty() ? base().format : old.format;
        plan_.image.backingName = old.name;
        const fs::path from = canonicalPath(overlay.path).parent_path();
        const fs::path to = fs::weakly_canonical(plan_.image.path).parent_path();
        const bool relative = !fs::path(old.name).is_absolute();
        if (!plan_.image.path.empty() && relative && from != to)
            plan_.image.backingName = canonicalPath(base().path).lexically_relative(to).string();
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
        if (!image.path.empty())
            noteTarget(image.path, plan_.options.replace, plan_.peakBytes, notes_);
        if (plan_.options.replace && chain_.top().format != "qcow2")
            notes_.blockers.push_back(
                {"plan.formatChanges", {{"path", chain_.top().path.string()}, {"format", chain_.top().format}}});
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
    return planSlim(chain, kind, options, findDependents(chain, options.searchFolders, progress, stop), progress, stop);
}

SlimPlan planSlim(const Chain& chain, SlimKind kind, const ImageOptions& options,
                  const std::vector<Dependent>& dependents, Progress& progress, std::stop_token stop)
{
    return SlimPlanner(chain, kind, options, progress, std::move(stop)).run(dependents, nullptr);
}

SlimPlan planSlim(const Chain& chain, SlimKind kind, const ImageOptions& options,
                  const std::vector<Dependent>& dependents, std::span<const LayerMap> maps, Progress& progress,
                  std::stop_token stop)
{
    return SlimPlanner(chain, kind, options, progress, std::move(stop)).run(dependents, &maps);
}

}  // namespace engine
