#include "plan/template_figures.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace engine {

namespace {

bool isAboutPlace(const PlanNote& blocker)
{
    static constexpr std::array<std::string_view, 6> codes{"plan.spaceMissing",  "plan.folderNotWritable",
                                                           "plan.folderMissing", "plan.formatChanges",
                                                           "path.foreign",       "plan.foreignLayer"};
    return std::find(codes.begin(), codes.end(), blocker.code) != codes.end();
}

SlimSaving savingOf(const SlimPlan& plan)
{
    const auto blocker = std::find_if_not(plan.blockers.begin(), plan.blockers.end(), isAboutPlace);
    if (blocker != plan.blockers.end())
        return {std::nullopt, *blocker, std::nullopt};
    const auto atLeastNothing = [](std::int64_t bytes) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(bytes, 0));
    };
    SlimSaving saving{atLeastNothing(plan.savedBytes()), std::nullopt, std::nullopt};
    if (plan.returned) {
        saving.returned = atLeastNothing(plan.returned->bytes);
        saving.returnedExact = plan.returned->exact;
    }
    return saving;
}

}  // namespace

TemplateFigures readTemplateFigures(const Chain& chain, const Forest& forest, MapDepth depth, Progress& progress,
                                    std::stop_token stop)
{
    TemplateFigures figures;
    figures.maps = readLayerMaps(chain, depth, progress, stop);
    figures.guest = readGuest(chain, {.everyFile = depth == MapDepth::Exact}, progress, stop);
    figures.uses = readLayerUse(chain, figures.maps, figures.guest);
    static_cast<SlimSavings&>(figures) = readSavings(chain, forest, depth, figures.maps, progress, std::move(stop));
    return figures;
}

SlimSavings readSavings(const Chain& chain, const Forest& forest, MapDepth depth, std::span<const LayerMap> maps,
                        Progress& progress, std::stop_token stop)
{
    const KnownDependents dependents{dependentsIn(forest, chain), {}, namesIn(forest, chain)};
    ImageOptions options;
    options.exact = depth == MapDepth::Exact;
    options.replace = true;
    const auto saving = [&](SlimKind kind) {
        return savingOf(planSlim(chain, kind, options, dependents, maps, progress, stop));
    };
    return {saving(SlimKind::Standard), saving(SlimKind::Deep)};
}

}  // namespace engine
