#pragma once

#include "chain/layer_map.h"
#include "guest/guest.h"
#include "plan/dependents.h"
#include "plan/image_plan.h"

#include <span>
#include <vector>

/// What speaks against a plan, and what a person has to know before it runs: codes with this image's own values.
namespace engine {

/// What the names of temporary files and of kept originals have more than the final name, at most. Bytes.
inline constexpr std::uint64_t bytesAroundName = 20;

/// Gathered by a planner and kept in its plan.
struct PlanNotes {
    std::vector<PlanNote> blockers;
    std::vector<PlanNote> cautions;
};

/// Images that cannot or must not be merged: "plan.imageInUse", "plan.imageCorrupt", "plan.contentUnreadable",
/// "plan.dataFile"; and what is suspicious about one.
void noteImages(const Chain& chain, PlanNotes& notes);
/// Whether the files of the layers hold all content: nothing is planned where an external data file has it.
bool holdsItsContent(const Chain& chain);
/// What merged layers hold besides their disk: "plan.snapshotsLost", "plan.bitmapsLost"; and what
/// its header had: "plan.compatChanges", "plan.lazyRefcountsLost".
/// @param first index of the first layer that is merged
void noteLosses(const Chain& chain, std::size_t first, PlanNotes& notes);
/// Overlays that rely, themselves or through layers above, on layers which would be renamed: "plan.baseShared",
/// "plan.activeNeeded" (blockers), "plan.layerNeeded" (that layer stays where it is). Returns the layers (by index)
/// that have to stay.
/// @param replace whether layers are renamed at all; where not, nothing speaks against it
std::vector<std::size_t> noteDependents(const Chain& chain, std::size_t first, bool replace,
                                        const std::vector<Dependent>& dependents, PlanNotes& notes);
/// Which volume is not trimmed, and why: the values of its caution and of its symptom.
Error::Values untrustedValues(const Volume& volume);
/// Volumes that are not trimmed, but for those that hold no files anyway: "plan.volumeUntrimmed", "plan.diskUntrimmed";
/// that are, and were mounted or may have been: "plan.volumeReplayed", "plan.volumeOrphans", "plan.volumeMountUnknown".
void noteVolumes(const Guest& guest, PlanNotes& notes);
/// A base that is newer than its overlay: "plan.baseNewer".
void noteAges(const Chain& chain, PlanNotes& notes);
/// An overlay that calls its base raw, whose content looks like an image: "plan.baseFormat".
void noteFormats(const Chain& chain, PlanNotes& notes);
/// The folder of the new file: "plan.targetExists", "plan.folderMissing", "plan.folderNotWritable", "path.foreign",
/// "plan.spaceMissing", "plan.nameTooLong"; and the file that it replaces: "plan.ownerChanges". Gives that folder,
/// open; null where a blocker says why not.
/// @param given the same place as a person gave it, its links and ".." not resolved
/// @param neededBytes of all new files on that file system
SharedFolder noteTarget(const std::filesystem::path& file, const std::filesystem::path& given, bool replace,
                        std::uint64_t neededBytes, PlanNotes& notes);
/// The folder of a file that is renamed, open; null, and "path.foreign", where somebody else's path leads to it.
SharedFolder noteRenamed(const std::filesystem::path& given, PlanNotes& notes);
/// A file that would be renamed because an overlay of another user names it, who put that into a folder which they
/// share, and could not rename the file himself: "plan.foreignLayer".
/// @param folder of the layer, open
void noteForeignLayer(const Layer& layer, const Layer& top, const SharedFolder& folder, PlanNotes& notes);
/// What a new file gets that holds what the files of `merged` hold, and takes the place of the last:
/// "plan.ownersDiffer", "plan.accessNarrowed".
FileAttributes noteAttributes(std::span<const Layer* const> merged, PlanNotes& notes);
/// A name that has no room for what a run puts around it: "plan.nameTooLong". `noteTarget` looks at its file itself.
void noteNameLength(const std::filesystem::path& file, PlanNotes& notes);
/// What follows from options: "plan.extendedL2", "plan.sharedClusters", "plan.systemFiles", "plan.finalLoss".
void noteOptions(const ImageOptions& options, const SavedBytes& saved, std::uint64_t systemFileBytes, PlanNotes& notes);

}  // namespace engine
