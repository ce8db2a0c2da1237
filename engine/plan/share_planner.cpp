#include "plan/share_planner.h"

#include "chain/layer_map.h"
#include "plan/base_content.h"
#include "plan/doubtful_clusters.h"
#include "plan/image_planner.h"
#include "plan/kept_content.h"
#include "plan/template_relations.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace engine {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t defaultClusterSize = 64 << 10;
constexpr std::size_t noTemplate = SIZE_MAX;

GuestRangeSet storedBy(const Chain& chain, Progress& progress, const std::stop_token& stop)
{
    return visibleOf(readLayerMaps(chain, MapDepth::Quick, progress, stop)).stored;
}

}  // namespace

SharePlanner::SharePlanner(std::span<const Chain> templates, const Chain* base, const ImageOptions& options,
                           Progress& progress, std::stop_token stop)
    : templates_(templates), given_(base), progress_(progress), stop_(std::move(stop))
{
    plan_.options = options;
}

SharePlan SharePlanner::run()
{
    lookAtTemplates();
    collectBases();
    compare();
    choose();
    nameFiles();
    layOutFinally();
    noteRelations();
    listFiles();
    plan_.blockers = std::move(notes_.blockers);
    plan_.cautions = std::move(notes_.cautions);
    return std::move(plan_);
}

std::uint64_t SharePlanner::clusterSize() const
{
    if (plan_.options.clusterSize != 0)
        return plan_.options.clusterSize;
    const ImageInfo& first = templates_.front().top().image->info();
    return first.clusterSize != 0 ? first.clusterSize : defaultClusterSize;
}

void SharePlanner::lookAtTemplates()
{
    for (const Chain& chain : templates_)
        chain.requireComplete();
    notes_.blockers = templatesGivenTwice(templates_);
    for (const Chain& chain : templates_)
        lookAt(chain);
}

void SharePlanner::lookAt(const Chain& chain)
{
    noteImages(chain, notes_);
    ImagePlanner planner(chain, plan_.options, progress_, stop_);
    planner.readGuest(notes_);
    free_.push_back(planner.free());
    unknown_.push_back(planner.unknown());
    const std::vector<LayerMap> maps = readLayerMaps(chain, MapDepth::Quick, progress_, stop_);
    stored_.push_back(visibleOf(maps).stored);
    hidden_.push_back(std::accumulate(maps.begin(), maps.end(), std::uint64_t{0},
                                      [](std::uint64_t sum, const LayerMap& map) { return sum + map.hidden.total(); }));
    disks_.push_back(hashDisk(chain, stored_.back(), free_.back(), clusterSize(), progress_, stop_));
}

void SharePlanner::addBase(const Chain& chain, std::size_t asTemplate)
{
    for (const Base& known : bases_) {
        if (known.chain.top().status->identity == chain.top().status->identity)
            return;
    }
    HashedDisk disk = asTemplate != noTemplate
                          ? disks_[asTemplate]
                          : hashDisk(chain, storedBy(chain, progress_, stop_), {}, clusterSize(), progress_, stop_);
    bases_.push_back({chain, std::move(disk), asTemplate});
}

void SharePlanner::collectBases()
{
    if (given_) {
        given_->requireComplete();
        std::size_t asTemplate = noTemplate;
        for (std::size_t index = 0; index < templates_.size(); ++index) {
            if (templates_[index].top().status->identity == given_->top().status->identity)
                asTemplate = index;
        }
        addBase(*given_, asTemplate);
        return;
    }
    for (std::size_t index = 0; index < templates_.size(); ++index)
        addBase(templates_[index], index);
    for (const Chain& chain : templates_) {
        if (chain.layers().size() > 1)
            addBase(chain.lower(1), noTemplate);
    }
}

void SharePlanner::compare()
{
    plan_.similarity.assign(disks_.size(), std::vector<std::uint64_t>(disks_.size()));
    for (std::size_t a = 0; a < disks_.size(); ++a) {
        for (std::size_t b = a; b < disks_.size(); ++b) {
            throwIfStopped(stop_);
            plan_.similarity[a][b] = plan_.similarity[b][a] = equalBytes(disks_[a], disks_[b]);
        }
    }
}

std::uint64_t SharePlanner::lengthOf(const Chain& chain) const
{
    std::uint64_t length = 0;
    for (const Layer& layer : chain.layers())
        length += layer.status->length;
    return length;
}

ImagePlan SharePlanner::imageOf(std::size_t index, OverlayResult overlay) const
{
    ImagePlan image;
    image.result = std::move(overlay.result);
    image.result.extendedL2 = plan_.options.extendedL2;
    image.free = free_[index];
    image.unknown = unknown_[index];
    image.covered = unionOf(unionOf(overlay.zeros, overlay.duplicates), image.result.data);
    const GuestRangeSet& stored = stored_[index];
    const GuestRangeSet live =
        roundOutwards(differenceOf(stored, image.free), image.result.clusterSize, image.result.virtualSize);
    image.dropped.garbage = differenceOf(stored, live);
    image.dropped.zero = intersectionOf(intersectionOf(stored, overlay.zeros), live);
    image.dropped.duplicate = intersectionOf(intersectionOf(stored, overlay.duplicates), live);
    image.saved.hidden = hidden_[index];
    image.saved.garbage = image.dropped.garbage.total();
    image.saved.zero = image.dropped.zero.total();
    image.saved.duplicate = image.dropped.duplicate.total();
    image.fragmentationLossBytes = intersectionOf(intersectionOf(stored, image.free), image.result.data).total();
    image.unknownBytes = intersectionOf(image.unknown, image.result.data).total();
    layOut(image, overlay.dataDiskBytes);
    return image;
}

SharePlanner::Diffs SharePlanner::diffsOn(const HashedDisk& disk, const Base* base) const
{
    Diffs diffs{base, {}, {}};
    for (std::size_t index = 0; index < disks_.size(); ++index) {
        throwIfStopped(stop_);
        if (base && index == base->asTemplate)
            continue;
        diffs.templates.push_back(index);
        diffs.candidate.totalLength += imageOf(index, overlayOn(disks_[index], disk, base == nullptr)).fileLength;
    }
    if (base) {
        diffs.candidate.path = canonicalPath(base->chain.top().path);
        diffs.candidate.baseLength = lengthOf(base->chain);
        diffs.candidate.totalLength += diffs.candidate.baseLength;
    }
    return diffs;
}

bool SharePlanner::isPossible(const Base* base) const
{
    const auto stands = [&](const Base* one) {
        return relationsInTheWay(templates_, one ? &one->chain : nullptr).empty();
    };
    return !plan_.options.replace || given_ || stands(base) ||
           (!stands(nullptr) &&
            std::none_of(bases_.begin(), bases_.end(), [&](const Base& other) { return stands(&other); }));
}

void SharePlanner::choose()
{
    std::vector<Diffs> all;
    for (const Base& base : bases_) {
        if (isPossible(&base))
            all.push_back(diffsOn(base.disk, &base));
    }
    CommonBase common;
    ImagePlan newBase;
    if (!given_ && isPossible(nullptr)) {
        common = commonBase(disks_);
        const HashedDisk nothing{common.disk.virtualSize, common.disk.clusterSize, {}};
        OverlayResult content = overlayOn(common.disk, nothing, true);
        newBase.result = std::move(content.result);
        newBase.result.extendedL2 = plan_.options.extendedL2;
        layOut(newBase, content.dataDiskBytes);
        Diffs diffs = diffsOn(common.disk, nullptr);
        diffs.candidate.baseLength = newBase.fileLength;
        diffs.candidate.totalLength += newBase.fileLength;
        all.push_back(std::move(diffs));
    }
    for (const Diffs& diffs : all)
        plan_.candidates.push_back(diffs.candidate);
    const auto cheaper = [](const auto& a, const auto& b) { return a.totalLength < b.totalLength; };
    const auto best = std::min_element(
        all.begin(), all.end(), [&](const Diffs& a, const Diffs& b) { return cheaper(a.candidate, b.candidate); });
    std::stable_sort(plan_.candidates.begin(), plan_.candidates.end(), cheaper);
    plan_.templates = std::move(best->templates);
    plan_.formulaBytes = (templates_.size() - 1) * best->candidate.baseLength;
    plan_.base = best->candidate.path;
    chosen_ = best->base;
    if (chosen_) {
        const GuestRangeSet nothing;
        planImages(chosen_->disk, KeptContent(chosen_->chain, nothing));
    } else {
        takeNewBase(std::move(newBase), common);
        planImages(common.disk, BaseContentSource(templates_, plan_.newBaseContent));
    }
}

/// As a candidate, and without what only looks different because of bytes that the guest does not use.
void SharePlanner::planImages(const HashedDisk& base, const ContentSource& content)
{
    for (const std::size_t index : plan_.templates) {
        const HashedDisk& disk = disks_[index];
        const GuestRangeSet partly = partlyUsedClusters(free_[index], disk.virtualSize, disk.clusterSize);
        OverlayResult overlay = overlayOn(disk, base, !chosen_, partly);
        const KeptContent kept(templates_[index], free_[index]);
        resolveDoubts(overlay, kept, content, free_[index], progress_, stop_);
        plan_.images.push_back(imageOf(index, std::move(overlay)));
    }
}

void SharePlanner::takeNewBase(ImagePlan image, const CommonBase& common)
{
    plan_.newBase = std::move(image);
    plan_.newBaseContent.fromTemplate.resize(templates_.size());
    plan_.newBaseContent.free = free_;
    for (std::size_t at = 0; at < common.disk.clusters.size(); ++at) {
        const GuestOffset start(common.disk.clusters[at].cluster * common.disk.clusterSize);
        plan_.newBaseContent.fromTemplate[common.source[at]].append({start, common.disk.clusterSize});
    }
}

SharePlan planShare(std::span<const Chain> templates, const Chain* base, const ImageOptions& options,
                    Progress& progress, std::stop_token stop)
{
    return SharePlanner(templates, base, options, progress, std::move(stop)).run();
}

}  // namespace engine
