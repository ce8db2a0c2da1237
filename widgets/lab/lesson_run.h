#pragma once

#include "widgets/lab/lab_view.h"
#include "work/lab/lesson.h"

#include <memory>
#include <utility>
#include <vector>

namespace widgets {

/// How far a learner has come in a lesson. Plain logic, without widgets.
class LessonRun {
public:
    LessonRun() = default;
    explicit LessonRun(std::shared_ptr<const engine::lab::Lesson> lesson) : lesson_(std::move(lesson)) {}

    bool active() const noexcept { return lesson_ != nullptr; }
    const engine::lab::Lesson& lesson() const { return *lesson_; }
    std::size_t taskNumber() const noexcept { return task_; }
    const engine::lab::Task& task() const { return lesson_->tasks[task_]; }
    bool atLastTask() const { return task_ + 1 == lesson_->tasks.size(); }
    /// Whether the current task is done; what was done stays done.
    bool taskDone() const noexcept { return done_; }
    /// The last task is done.
    bool finished() const noexcept { return active() && done_ && atLastTask(); }

    /// The practice of the lesson is ready.
    void begin(const LabView& view) { beginTask(0, view); }
    /// The learner has another practice than before.
    void practiceBegun(const LabView& view);
    void practiceChanged(const LabView& view);
    /// The learner looks at a read of a template that a layer answers.
    void looked(std::size_t templateNumber, std::size_t layer, const LabView& view);
    /// On to the next task, or back to the one before.
    void next(const LabView& view);
    void back(const LabView& view);

private:
    void beginTask(std::size_t task, const LabView& view);

    std::shared_ptr<const engine::lab::Lesson> lesson_;
    std::size_t task_ = 0;
    std::size_t firstOutcome_ = 0;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> looked_;
    bool done_ = false;
};

}  // namespace widgets
