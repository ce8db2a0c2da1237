#include "plan/share_planner.h"

#include "bytes/checked.h"
#include "plan/base_content.h"
#include "plan/doubtful_clusters.h"
#include "plan/image_planner.h"
#include "plan/kept_content.h"
#include "plan/template_relations.h"

#include <algorithm>

// The part of SharePlanner that deals with bases: which there are, what each would cost, what stands on the best one.

namespace engine {

namespace {

constexpr std::size_t noTemplate = SIZE_MAX;

}  // namespace

void SharePlanner::addBase(const Chain& chain, std::size_t asTemplate)
{
    const FileIdentity identity = chain.top().status->identity;
    for (const Base& known : bases_) {
        if (known.chain.top().status->identity == identity)
            return;
    }
    Base base{chain, {}, {}, asTemplate};
    base.stored = asTemplate != noTemplate ? stored_[asTemplate] : storedBy(chain);
    if (!plan_.options.exact) {
        bases_.push_back(std::move(base));
        return;
    }
    if (asTemplate != noTemplate) {
        base.disk = disks_[asTemplate];
    } else {
        const auto known = chain.layers().size() == 1 ? lowest_.find(keyOf(chain.top())) : lowest_.end();
        base.disk = known != lowest_.end() ? known->second : hashAll(chain);
    }
    bases_.push_back(std::move(base));
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
    if (!plan_.options.exact)
        return;
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
    image.behind = behind_[index];
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

/// From metadata alone, so at most: what the template stores above the base, or all of it where it rests on another.
OverlayResult SharePlanner::roughOverlay(std::size_t index, const Base& base) const
{
    const Chain& chain = templates_[index];
    const auto layers = chain.layers();
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const Layer& layer) {
        return layer.status->identity == base.chain.top().status->identity;
    });
    MergeInput input{*checkedAlignUp(chain.virtualSize(), 512), {}, {}, free_[index]};
    const GuestRange disk{GuestOffset(0), input.virtualSize};
    input.backing = base.stored.restrictedTo(disk);
    if (found != layers.end()) {
        // Above a template that was given twice, and is the base of itself, there is nothing.
        const auto above = std::span(maps_[index]).subspan(static_cast<std::size_t>(found - layers.begin()) + 1);
        if (!above.empty())
            input.merged = visibleOf(above);
    } else {
        input.merged.stored = stored_[index];
        input.merged.zero = stored_[index].complementIn(disk);
    }
    OverlayResult overlay;
    overlay.result = mergeQuickly(input, clusterSize(), false, true);
    const GuestRangeSet live =
        roundOutwards(differenceOf(stored_[index], free_[index]), clusterSize(), input.virtualSize);
    overlay.duplicates = differenceOf(live, overlay.result.data);
    overlay.dataDiskBytes = overlay.result.data.total();
    return overlay;
}

SharePlanner::Diffs SharePlanner::diffsOn(const HashedDisk& disk, const Base* base) const
{
    Diffs diffs{base, {}, {}};
    for (std::size_t index = 0; index < templates_.size(); ++index) {
        throwIfStopped(stop_);
        if (base && index == base->asTemplate)
            continue;
        diffs.templates.push_back(index);
        const auto length = [&](OverlayResult overlay) { return imageOf(index, std::move(overlay)).fileLength; };
        std::uint64_t atMost = base ? length(roughOverlay(index, *base)) : UINT64_MAX;
        // Clusters look different for bytes, too, that the guest does not use.
        if (plan_.options.exact)
            atMost = std::min(atMost, length(overlayOn(disks_[index], disk, base == nullptr)));
        diffs.candidate.totalLength += atMost;
    }
    if (base) {
        // A base of several layers may be right only by the link that led to it.
        diffs.candidate.path = inRealFolder(base->chain.top().path);
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
    // What templates have in common only their content tells.
    if (!given_ && plan_.options.exact && isPossible(nullptr)) {
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
    if (!plan_.options.exact) {
        for (const std::size_t index : plan_.templates)
            plan_.images.push_back(imageOf(index, roughOverlay(index, *chosen_)));
    } else if (chosen_) {
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
    BaseCandidate& candidate = plan_.candidates.front();
    candidate.totalLength = candidate.baseLength;
    for (const ImagePlan& image : plan_.images)
        candidate.totalLength += image.fileLength;
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

}  // namespace engine
