#pragma once

#include "plan/share_plan.h"
#include "plan/slim_plan.h"

#include <iosfwd>
#include <string>

namespace cli {

/// The preview for a person: what will be written, what it saves and why, what speaks against it.
void printPlan(std::ostream& out, const engine::SlimPlan& plan);
void printPlan(std::ostream& out, const engine::SharePlan& plan);

/// "about 1.4 GiB", without its sign.
std::string returnedText(const engine::ReturnedBytes& returned);

/// Blockers and cautions, one line each, on standard error.
void printNotes(const std::vector<engine::PlanNote>& blockers, const std::vector<engine::PlanNote>& cautions);

}  // namespace cli
