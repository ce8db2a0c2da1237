#include "widgets/run/plan_facts.h"

#include "report/plan_json.h"

#include <algorithm>
#include <array>

namespace widgets {

namespace {

void addImage(PlanFacts& facts, const engine::ImagePlan& image)
{
    facts.images.push_back(&image);
    facts.saved.hidden += image.saved.hidden;
    facts.saved.garbage += image.saved.garbage;
    facts.saved.zero += image.saved.zero;
    facts.saved.duplicate += image.saved.duplicate;
    facts.saved.shared += image.saved.shared;
    facts.fragmentationLossBytes += image.fragmentationLossBytes;
    facts.unknownBytes += image.unknownBytes;
}

template <class Plan>
PlanFacts commonFacts(const Plan& plan)
{
    PlanFacts facts;
    facts.blockers = plan.blockers;
    facts.cautions = plan.cautions;
    facts.sources = plan.sources;
    facts.searched = plan.searched;
    facts.before = plan.before;
    facts.after = plan.after;
    facts.peakBytes = plan.peakBytes;
    facts.returned = plan.returned;
    return facts;
}

PlanFacts facts(const engine::SlimPlan& plan)
{
    PlanFacts facts = commonFacts(plan);
    addImage(facts, plan.image);
    return facts;
}

PlanFacts facts(const engine::SharePlan& plan)
{
    PlanFacts facts = commonFacts(plan);
    if (plan.newBase)
        addImage(facts, *plan.newBase);
    for (const engine::ImagePlan& image : plan.images)
        addImage(facts, image);
    return facts;
}

}  // namespace

std::uint64_t PlanFacts::contentBytes() const
{
    std::uint64_t bytes = 0;
    for (const engine::ImagePlan* image : images)
        bytes += image->result.data.total();
    return bytes;
}

bool hasPlan(const JobPlan& plan)
{
    return std::visit([](const auto& held) { return held != nullptr; }, plan);
}

PlanFacts factsOf(const JobPlan& plan)
{
    return std::visit([](const auto& held) { return facts(*held); }, plan);
}

engine::report::Json planJson(const JobPlan& plan)
{
    if (const auto* slim = std::get_if<std::shared_ptr<const engine::SlimPlan>>(&plan))
        return engine::report::slimPlanJson(**slim);
    return engine::report::sharePlanJson(*std::get<std::shared_ptr<const engine::SharePlan>>(plan));
}

bool asksAlone(const engine::PlanNote& blocker)
{
    return blocker.code == "plan.notAlone";
}

bool isLoss(const engine::PlanNote& caution)
{
    constexpr std::array losses{"plan.finalLoss", "plan.snapshotsLost", "plan.bitmapsLost", "plan.systemFiles"};
    return std::find(losses.begin(), losses.end(), caution.code) != losses.end();
}

bool hasToBeRead(const engine::PlanNote& caution)
{
    return isLoss(caution) || caution.code == "plan.templateAsBase";
}

}  // namespace widgets
