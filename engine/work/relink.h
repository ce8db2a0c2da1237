#pragma once

#include "plan/doctor/relink_plan.h"
#include "work/exchange.h"
#include "work/run_progress.h"

#include <stop_token>

namespace engine {

/// Gives an overlay its new backing name: a copy of it is made beside it (sharing its blocks where the file system
/// can), gets the new header, is verified to the last byte, and takes the overlay's name under a journal; the original
/// is kept. Until then nothing is changed. Takes QEMU's locks on the overlay.
/// Throws Error: Refused "plan.blocked" (the first blocker as value `blocker`), "plan.outdated"; InUse "image.inUse";
/// Corrupt "relink.unexpected" where the copy is not what was planned; what writing and exchanging throw; Cancelled.
ExchangeResult runRelink(const RelinkPlan& plan, RunProgress& progress, std::stop_token stop);

}  // namespace engine
