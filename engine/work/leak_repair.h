#pragma once

#include "plan/leak_repair.h"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace engine {

/// Called before each write of a repair, with its number from 0. For tests of what a crash leaves.
using BeforeWrite = std::function<void(std::uint64_t)>;

struct LeakRepairResult {
    std::uint64_t leakedClusters = 0;  ///< that were repaired
    std::uint64_t freedBytes = 0;      ///< clusters that are free now, in bytes
    qcow2::CheckReport after;          ///< the check that followed
};

/// Runs a plan: takes QEMU's locks so that nobody else opens the image, checks again that the plan is still what a
/// fresh check gives, lowers the refcounts in place, flushes, and checks the result. A stop is heeded until the first
/// write. Throws Error: InUse "image.inUse"; Refused "plan.blocked" (the first blocker as value `blocker`),
/// "plan.outdated"; Corrupt "repair.unexpected" where the result is not what was planned; Io, Cancelled.
LeakRepairResult runLeakRepair(const LeakRepairPlan& plan, std::stop_token stop, const BeforeWrite& beforeWrite = {});

}  // namespace engine
