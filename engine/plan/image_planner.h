#pragma once

#include "guest/guest.h"
#include "plan/image_plan.h"
#include "plan/limits.h"
#include "plan/merge_input.h"
#include "plan/qcow2_layout.h"

#include <optional>
#include <stop_token>

namespace engine {

/// How the layout is told what an image plan says.
Qcow2Options qcow2Options(const ImagePlan& image);
/// Fills in the lengths of an image whose result and names are complete.
/// @param dataDiskBytes what of its data is not in holes
void layOut(ImagePlan& image, std::uint64_t dataDiskBytes);
/// Takes blocks of tables that are all zeros off `diskSize`: the writer leaves them as holes. Makes all tables once.
/// Throws Error (Cancelled).
void leaveOutEmptyTables(ImagePlan& image, const std::stop_token& stop);

/// Lets equal clusters share a place, where the options want it and the image can.
void shareEqualClusters(ImagePlan& image, const ImageOptions& options, const ContentSource& content, Progress& progress,
                        const std::stop_token& stop);

/// Plans one new image out of a chain; what all operations have in common.
class ImagePlanner {
public:
    /// All that is referred to outlives the planner.
    ImagePlanner(const Chain& chain, const ImageOptions& options, Progress& progress, std::stop_token stop);

    /// Finds out what the guest does not use, as far as the options want it. Notes what is not trimmed.
    void readGuest(PlanNotes& notes);
    const GuestRangeSet& free() const noexcept { return free_; }
    /// In volumes that are not trimmed.
    const GuestRangeSet& unknown() const noexcept { return unknown_; }
    /// Behind file systems that are smaller than their partitions.
    const GuestRangeSet& behind() const noexcept { return behind_; }
    /// What page, swap and hibernation files take, where the options drop them.
    std::uint64_t systemFileBytes() const noexcept { return systemFileBytes_; }

    /// Of the new image, bytes.
    std::uint64_t clusterSize() const;

    /// Completes `image`, whose path and backing names are set.
    /// @param merged what the new image takes the place of
    /// @param backing where the backing image may give something; `below` is its chain, null where there is none
    ImagePlan plan(ImagePlan image, VisibleLayers merged, GuestRangeSet backing, const Chain* below);

private:
    void dropSystemFiles(const Guest& guest);
    void refine(ImagePlan& image, const GuestRangeSet& stored, const Chain* below);

    const Chain& chain_;
    const ImageOptions& options_;
    Progress& progress_;
    std::stop_token stop_;
    GuestRangeSet free_;
    GuestRangeSet unknown_;
    GuestRangeSet behind_;
    std::uint64_t systemFileBytes_ = 0;
    std::uint64_t dataDiskBytes_ = 0;
};

}  // namespace engine
