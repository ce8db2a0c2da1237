#include "widgets/lab/lesson_run.h"

#include <algorithm>

namespace widgets {

namespace lab = engine::lab;

void LessonRun::beginTask(std::size_t task, const LabView& view)
{
    task_ = task;
    firstOutcome_ = view.done;
    looked_.clear();
    done_ = false;
    practiceChanged(view);
}

void LessonRun::practiceBegun(const LabView& view)
{
    firstOutcome_ = std::min(firstOutcome_, view.done);
    looked_.clear();
}

void LessonRun::practiceChanged(const LabView& view)
{
    if (!active() || done_)
        return;
    const std::size_t first = std::min(firstOutcome_, view.done);
    const lab::Doings doings{std::span(view.outcomes).subspan(first, view.done - first), looked_};
    done_ = std::all_of(task().checks.begin(), task().checks.end(),
                        [&](const lab::Check& check) { return isMet(check, view.facts, doings); });
}

void LessonRun::looked(std::size_t templateNumber, std::size_t layer, const LabView& view)
{
    looked_.emplace_back(templateNumber, layer);
    practiceChanged(view);
}

void LessonRun::next(const LabView& view)
{
    if (active() && done_ && !atLastTask())
        beginTask(task_ + 1, view);
}

void LessonRun::back(const LabView& view)
{
    if (active() && task_ > 0)
        beginTask(task_ - 1, view);
}

}  // namespace widgets
