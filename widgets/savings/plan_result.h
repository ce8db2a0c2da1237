#pragma once

#include "widgets/run/job_request.h"
#include "widgets/savings/saving_figures.h"

#include <memory>
#include <variant>

namespace widgets {

/// A plan with what is drawn of it. Immutable; may be read from several threads.
struct PlanResult {
    JobRequest request;  ///< what was asked for; its options may say that only metadata was read
    std::variant<engine::SlimPlan, engine::SharePlan> plan;
    SavingFigures figures;

    const engine::SlimPlan* slim() const noexcept { return std::get_if<engine::SlimPlan>(&plan); }
    const engine::SharePlan* share() const noexcept { return std::get_if<engine::SharePlan>(&plan); }
    bool exact() const noexcept { return request.options.exact; }
    template <class Member>
    const auto& get(Member&& member) const
    {
        return std::visit(
            [&](const auto& either) -> const auto& { return member(either); }, plan);
    }
    const std::vector<engine::PlanNote>& blockers() const
    {
        return get([](const auto& either) -> const auto& { return either.blockers; });
    }
    const std::vector<engine::PlanNote>& cautions() const
    {
        return get([](const auto& either) -> const auto& { return either.cautions; });
    }
    const engine::FileSizes& before() const
    {
        return get([](const auto& either) -> const auto& { return either.before; });
    }
    const engine::FileSizes& after() const
    {
        return get([](const auto& either) -> const auto& { return either.after; });
    }
    const std::optional<engine::ReturnedBytes>& returned() const
    {
        return get([](const auto& either) -> const auto& { return either.returned; });
    }
    std::uint64_t peakBytes() const
    {
        return get([](const auto& either) -> const auto& { return either.peakBytes; });
    }
};

}  // namespace widgets
