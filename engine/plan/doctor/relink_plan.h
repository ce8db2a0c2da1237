#pragma once

#include "plan/doctor/backing_search.h"
#include "plan/plan_note.h"
#include "storage/folder.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace engine {

/// How the header of one qcow2 overlay would be rewritten to name another backing image. The content is not touched.
struct RelinkPlan {
    std::filesystem::path overlay;
    SharedFolder folder;                          ///< of the overlay, open since the plan was made
    std::vector<std::filesystem::path> openedAs;  ///< by which it will be opened: itself, as it was given, links
    FileStatus overlayStatus;
    std::filesystem::path backing;
    FileStatus backingStatus;
    ExpectedLayers layers;  ///< the backing image and what it rests on
    std::string oldName;
    std::string newName;            ///< as the header will spell it
    std::string newFormat;          ///< as the header will say it
    std::vector<std::byte> header;  ///< the new first cluster
    std::uint64_t neededBytes = 0;  ///< for the copy, where the file system cannot share blocks
    /// "plan.imageInUse", "plan.imageCorrupt", "feature.unknownAutoclear", "layout.nameTooLong", "relink.format",
    /// "relink.contradicted", "relink.incomplete", "plan.spaceMissing" and others of the folder; "plan.leadsElsewhere",
    /// "plan.noBackingName".
    std::vector<PlanNote> blockers;
    std::vector<PlanNote> cautions;  ///< "relink.unproven", "plan.wholePath"

    bool runnable() const noexcept { return blockers.empty(); }
};

/// @param absolute the whole path as the name; otherwise relative to the overlay's folder where that is right by every
/// path that leads to the overlay
/// Changes nothing. Throws Error: Io, AccessDenied.
RelinkPlan planRelink(const BackingSearch& search, const BackingCandidate& chosen, bool absolute);

/// The first cluster of a qcow2 file with another backing name and format; all else in it stays, unknown extensions
/// too. Throws Error(Refused, "layout.nameTooLong") where it does not fit.
std::vector<std::byte> relinkedHeader(const File& file, const std::string& backingName,
                                      const std::string& backingFormat);

}  // namespace engine
