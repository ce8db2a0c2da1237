#pragma once

#include "plan/plan_note.h"

#include <QString>

namespace widgets {

/// What a person can do about a note of a plan, translated; empty where there is nothing to be done.
QString remedy(const engine::PlanNote& note);

/// The sentence of a note as a person reads it in the window: starts with a capital, ends with a stop, sizes as text.
QString noteText(const engine::PlanNote& note);
/// Both.
QString noteWithRemedy(const engine::PlanNote& note);
/// What went wrong, and what a person can do about it.
QString describeWithRemedy(const engine::Error& error);

}  // namespace widgets
