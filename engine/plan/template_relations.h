#pragma once

#include "chain/chain.h"
#include "plan/plan_note.h"

#include <span>
#include <vector>

namespace engine {

/// Files that were given more than once, under whatever names: "plan.templateTwice".
std::vector<PlanNote> templatesGivenTwice(std::span<const Chain> templates);

/// Why templates cannot give their names to diffs on a base, whatever else there is on disk: "plan.templateInBase" (the
/// base rests on it), "plan.templateOnTemplate" (another template, kept as *.before-slim, would rest on its diff).
/// @param base null: a new one. A template that is the base itself keeps its name
std::vector<PlanNote> relationsInTheWay(std::span<const Chain> templates, const Chain* base);

}  // namespace engine
