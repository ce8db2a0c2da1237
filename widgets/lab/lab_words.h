#pragma once

#include "work/lab/step.h"
#include "work/lab/tables.h"

#include <QString>

namespace widgets {

/// What an action does, as a button says it.
QString actionText(engine::lab::Action action);
/// Why one would do it, and what it changes; for tool tips.
QString actionMeaning(engine::lab::Action action);
/// A step in a list: the action and what it was about.
QString stepText(const engine::lab::Step& step, const engine::lab::PracticeOptions& options);
QString hostUseText(engine::lab::HostUse use);

}  // namespace widgets
