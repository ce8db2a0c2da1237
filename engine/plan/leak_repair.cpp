#include "plan/leak_repair.h"

#include "storage/image_lock.h"

#include <algorithm>
#include <tuple>

namespace engine {

namespace {

constexpr std::uint64_t knownAutoclear = qcow2::autoclearBitmaps | qcow2::autoclearRawExternalData;

/// The refcount 1 asks for OFLAG_COPIED in the entry; setting it is not a matter of refcounts alone.
std::uint64_t clustersThatNeedFlags(const qcow2::RefcountComparison& refcounts)
{
    std::uint64_t clusters = 0;
    for (const qcow2::LeakedRun& leak : refcounts.leaks)
        clusters += leak.needsCopiedFlag ? leak.clusters : 0;
    return clusters;
}

std::vector<PlanNote> blockersOf(const File& file, const qcow2::Header& header, const qcow2::CheckReport& report)
{
    std::vector<PlanNote> blockers;
    const auto blockIf = [&blockers](bool condition, std::string_view code, Error::Values values = {}) {
        if (condition)
            blockers.push_back({code, std::move(values)});
    };
    const LockHolders holders = lockHolders(file);
    blockIf(holders.writer() || includes(holders.denied, LockPermission::Write), "image.inUse");
    blockIf(report.dirty, "image.dirty");
    blockIf(report.corrupt, "image.corrupt");
    blockIf(report.checkErrors > 0, "image.checkErrors", {{"count", report.checkErrors}});
    // Where references are broken, a cluster that seems to be free may hold what they should lead to.
    blockIf(report.corruptions > 0, "image.corruptions", {{"count", report.corruptions}});
    const std::uint64_t autoclear = header.autoclear & ~knownAutoclear;
    blockIf(autoclear != 0, "feature.unknownAutoclear", {{"value", autoclear}});
    blockIf(!report.refcounts.leaksComplete, "leaks.tooMany", {{"clusters", report.leaks}});
    const std::uint64_t flags = clustersThatNeedFlags(report.refcounts);
    blockIf(flags > 0, "leaks.copiedFlag", {{"clusters", flags}});
    return blockers;
}

}  // namespace

bool LeakRepairPlan::sameChanges(const LeakRepairPlan& other) const
{
    return identity == other.identity && fileLength == other.fileLength && changes == other.changes &&
           blockers == other.blockers;
}

LeakRepairPlan planLeakRepair(const File& file, const qcow2::Header& header, const qcow2::CheckReport& report)
{
    LeakRepairPlan plan;
    plan.path = file.path();
    plan.identity = file.status().identity;
    plan.fileLength = file.length();
    plan.leakedClusters = report.leaks;
    for (const qcow2::LeakedRun& leak : report.refcounts.leaks) {
        plan.changes.push_back(
            {leak.firstCluster, leak.clusters, leak.refcount, leak.references, HostOffset(leak.blockOffset)});
        if (leak.references == 0)
            plan.freedBytes += leak.clusters << header.geometry.clusterBits;
    }
    std::sort(plan.changes.begin(), plan.changes.end(), [](const RefcountChange& a, const RefcountChange& b) {
        return std::tie(a.block, a.firstCluster) < std::tie(b.block, b.firstCluster);
    });
    plan.blockers = blockersOf(file, header, report);
    return plan;
}

LeakRepairPlan planLeakRepair(const File& file, std::stop_token stop)
{
    return planLeakRepair(file, qcow2::readHeader(file), qcow2::check(file, stop));
}

}  // namespace engine
