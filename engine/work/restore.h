#pragma once

#include "work/operation.h"
#include "work/resting_images.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace engine {

/// What became of the files of a run that was taken back.
struct Restored {
    std::vector<std::filesystem::path> originals;  ///< under their names again
    std::vector<std::filesystem::path> removed;    ///< results
    std::vector<PlanNote> cautions;                ///< "restore.resultLeft": one that `recover` will remove
};

/// Takes a run back: its originals get their names again, then its results are removed, under a journal as the exchange
/// was, so that all or nothing is done and `recover` ends what a crash interrupts. Nobody may have any of these files
/// open. Throws Error, and nothing has changed then: Refused "restore.noOriginals", "restore.changed" (a result or an
/// original is not as the run left it: what was written since would be lost), "restore.overlay" (another image is made
/// on a result), "restore.notAlone" (the search for such images ended at its bound), "target.exists"; InUse
/// "image.inUse"; Io, AccessDenied; Cancelled. Or "exchange.interrupted": the journal at the error's path stays for
/// `recover`.
Restored restoreOriginals(const Receipt& receipt, Progress& progress, const std::stop_token& stop,
                          const Elsewhere& elsewhere = {});

/// Removes the originals that a run has kept; there is no way back then. Only regular files under names that originals
/// are kept by, unchanged since the run, that nobody has open, and only while every result is still in its place. All
/// is looked at before the first is removed, and whether an image needs one of them is asked again. Gives what has come
/// back on disk. Throws Error as above; "restore.resultMissing", "restore.needed" (an image rests on an original); Io
/// where one could not be removed: those before it are gone.
ReturnedSpace deleteOriginals(const Receipt& receipt, Progress& progress, const std::stop_token& stop,
                              const Elsewhere& elsewhere = {});

}  // namespace engine
