#pragma once

#include "plan/share_plan.h"
#include "plan/slim_plan.h"
#include "widgets/run/job_request.h"
#include "work/operation.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace widgets {

using JobId = quint64;

enum class JobState : std::uint8_t {
    Waiting,
    Planning,
    Running,
    Done,
    Failed,
    Cancelled,
    Blocked,  ///< something speaks against it that was not there when the person confirmed it
};

constexpr bool isOver(JobState state) noexcept
{
    return state >= JobState::Done;
}

/// One of the two, never null; a job that has no plan yet holds a null SlimPlan.
using JobPlan = std::variant<std::shared_ptr<const engine::SlimPlan>, std::shared_ptr<const engine::SharePlan>>;

/// A sentence and when it came up. It is built when it is shown, in the language of that moment.
struct LogLine {
    QDateTime time;
    std::function<QString()> text;
};

/// What a job ended with.
struct JobOutcome {
    JobState state = JobState::Failed;
    JobPlan plan;
    std::optional<engine::Receipt> receipt;  ///< of Done
    std::optional<engine::Error> error;      ///< of Failed
    std::vector<engine::PlanNote> blockers;  ///< of Blocked
};

/// A job as the queue shows it.
struct Job {
    JobId id = 0;
    JobRequest request;
    JobState state = JobState::Waiting;
    engine::RunPhase phase = engine::RunPhase::Starting;  ///< while it is running
    std::uint64_t doneBytes = 0;
    std::uint64_t totalBytes = 0;  ///< 0: not known yet
    std::optional<double> rate;    ///< bytes a second
    std::optional<std::chrono::seconds> left;
    QDateTime started;  ///< invalid while it waits
    QDateTime ended;
    std::vector<LogLine> log;
    JobOutcome outcome;  ///< once it is over
};

}  // namespace widgets
