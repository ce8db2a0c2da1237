#pragma once

#include "bytes/offsets.h"
#include "image/qcow2/check.h"
#include "plan/plan_note.h"
#include "storage/file.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

namespace engine {

/// Refcounts of consecutive host clusters in one refcount block that are lowered to what refers to the clusters.
struct RefcountChange {
    std::uint64_t firstCluster = 0;
    std::uint64_t clusters = 0;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    HostOffset block;  ///< where the refcount block lies

    bool operator==(const RefcountChange&) const noexcept = default;
};

/// What a repair of leaked clusters would write into a qcow2 file, in place. It only lowers refcounts that are higher
/// than the number of references, so every prefix of it leaves an image that is as good as before. Refcount blocks that
/// nothing needs any more stay; the file keeps its length.
struct LeakRepairPlan {
    std::filesystem::path path;
    FileIdentity identity;
    std::uint64_t fileLength = 0;         ///< bytes
    std::vector<RefcountChange> changes;  ///< by block, then by cluster
    std::uint64_t leakedClusters = 0;     ///< as `check` counts them
    std::uint64_t freedBytes = 0;         ///< clusters that become free, in bytes
    /// Why it must not run; codes "image.inUse", "image.dirty", "image.corrupt", "image.checkErrors",
    /// "image.corruptions", "feature.unknownAutoclear", "leaks.tooMany", "leaks.copiedFlag".
    std::vector<PlanNote> blockers;

    bool runnable() const noexcept { return blockers.empty(); }
    /// Whether both would write the same into the same file.
    bool sameChanges(const LeakRepairPlan& other) const;
};

/// From a fresh check of the file. Changes nothing. Throws what qcow2::check throws.
LeakRepairPlan planLeakRepair(const File& file, std::stop_token stop);

/// The same from a check that was made of this very file.
LeakRepairPlan planLeakRepair(const File& file, const qcow2::Header& header, const qcow2::CheckReport& report);

}  // namespace engine
