#include "bytes/error.h"
#include "work/lab/performer.h"
#include "work/operation.h"

#include <algorithm>

/// What an administrator does to the images of a chain.
namespace engine::lab {

namespace {

[[noreturn]] void refuse(std::string_view code, Error::Values values = {})
{
    throw Error(ErrorKind::Refused, code, std::move(values));
}

/// The first blocker, as the plan says it.
void requireRunnable(const std::vector<PlanNote>& blockers)
{
    if (!blockers.empty())
        refuse(blockers.front().code, blockers.front().values);
}

/// In a practice the new base takes the place of the old one.
void requireOwnBase(const std::vector<PlanNote>& cautions)
{
    for (const PlanNote& caution : cautions)
        if (caution.code == "plan.baseStays")
            refuse("plan.baseShared", caution.values);
}

}  // namespace

PlanNote Performer::addOverlay(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    if (chain.layers().size() == mostLayers)
        refuse("lab.tooManyLayers", {{"limit", std::uint64_t{mostLayers}}});
    const std::string backing = chain.top().path.filename().string();
    const std::string name = freeName({"diff", "second-diff", "third-diff", "fourth-diff", "diff"});
    makeImage(name, backing, {});
    state_.tops[step.templateNumber] = name;
    return {"lab.overlayMade", {{"name", name}, {"backing", backing}}};
}

PlanNote Performer::addSibling(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    if (state_.tops.size() == mostTemplates)
        refuse("lab.tooManyTemplates", {{"limit", std::uint64_t{mostTemplates}}});
    if (chain.layers().size() < 2)
        refuse("lab.onlyBase");
    const std::string backing = chain.layers()[chain.layers().size() - 2].path.filename().string();
    const std::string name = freeName({"sibling"});
    makeImage(name, backing, {});
    state_.tops.push_back(name);
    return {"lab.siblingMade", {{"name", name}, {"backing", backing}}};
}

PlanNote Performer::commit(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    const std::size_t layers = chain.layers().size();
    if (layers < 2)
        refuse("lab.onlyBase");
    const std::string name = chain.top().path.filename().string();
    if (templatesOn(name) > 1)
        refuse("lab.activeNeeded", {{"name", name}});
    const std::string backing = chain.layers()[layers - 2].path.filename().string();
    const std::uint64_t siblings = templatesOn(backing) - 1;
    const Disk disk = readDisk(chain);
    const Tables upper = Tables::read(chain.top().image->file());
    ImageEditor editor = edit(backing);
    std::uint64_t moved = 0;
    for (std::uint64_t cluster = 0; cluster < options_.clusters; ++cluster) {
        const std::uint64_t entry = upper.entry(cluster);
        if (entry == 0)
            continue;
        ++moved;
        const auto content = std::span(disk).subspan(cluster * options_.clusterSize, options_.clusterSize);
        if ((entry & qcow2::entryZero) != 0)
            editor.zero(cluster);
        else
            editor.store(cluster, content);
    }
    editor.finish();
    state_.tops[step.templateNumber] = backing;
    removeUnused();
    return {siblings > 0 ? "lab.committedUnderSiblings" : "lab.committed",
            {{"name", name}, {"backing", backing}, {"clusters", moved}, {"siblings", siblings}}};
}

PlanNote Performer::slim(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    const bool deep = step.action == Action::DeepSlim;
    const std::string name = freeName({deep ? "new-base" : "new-diff"});
    ImageOptions options;
    options.target = image(name);
    options.searchBeside = false;
    RunProgress progress;
    const SlimPlan plan = planSlim(chain, deep ? SlimKind::Deep : SlimKind::Standard, options, progress, stop_);
    requireRunnable(plan.blockers);
    requireOwnBase(plan.cautions);
    runSlim(plan, chain, progress, stop_);
    state_.tops[step.templateNumber] = name;
    removeUnused();
    return {deep ? "lab.slimmedDeep" : "lab.slimmedStandard",
            {{"name", name},
             {"garbage", plan.image.saved.garbage / options_.clusterSize},
             {"hidden", plan.image.saved.hidden / options_.clusterSize},
             {"before", plan.before.length()},
             {"after", plan.after.length()}}};
}

PlanNote Performer::copyTemplate(const Step& step)
{
    if (state_.tops.size() == mostTemplates)
        refuse("lab.tooManyTemplates", {{"limit", std::uint64_t{mostTemplates}}});
    const std::string name = freeName({"copy"});
    makeImage(name, {}, readDisk(openWhole(step.templateNumber)));
    state_.tops.push_back(name);
    return {"lab.copied", {{"name", name}, {"from", top(step.templateNumber).filename().string()}}};
}

PlanNote Performer::shareBase()
{
    if (state_.tops.size() < 2)
        refuse("lab.oneTemplate");
    std::vector<Chain> chains;
    for (std::uint64_t number = 0; number < state_.tops.size(); ++number)
        chains.push_back(openWhole(number));
    ImageOptions options;
    options.replace = true;
    options.searchBeside = false;
    RunProgress progress;
    const SharePlan plan = planShare(chains, nullptr, options, progress, stop_);
    requireRunnable(plan.blockers);
    std::optional<Chain> base;
    if (!plan.newBase) {
        base.emplace(open(plan.base));
        base->requireComplete();
    }
    runShare(plan, chains, base ? &*base : nullptr, progress, stop_);
    removeUnused();
    return {"lab.shared",
            {{"templates", std::uint64_t{state_.tops.size()}},
             {"base", plan.base.filename().string()},
             {"before", plan.before.length()},
             {"after", plan.after.length()}}};
}

PlanNote Performer::moveBase(const Step& step)
{
    const Chain chain = openWhole(step.templateNumber);
    if (chain.layers().size() < 2)
        refuse("lab.onlyBase");
    const std::string base = chain.layers().front().path.filename();
    folders_.images->move(base, *folders_.elsewhere, base);
    state_.moved = base;
    return {"lab.baseMoved", {{"name", state_.moved}, {"templates", templatesOn(state_.moved)}}};
}

PlanNote Performer::returnBase()
{
    if (state_.moved.empty())
        refuse("lab.notMoved");
    const std::string name = std::exchange(state_.moved, {});
    folders_.elsewhere->move(name, *folders_.images, name);
    return {"lab.baseReturned", {{"name", name}}};
}

}  // namespace engine::lab
