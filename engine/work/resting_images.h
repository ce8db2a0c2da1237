#pragma once

#include "chain/overlay_search.h"
#include "work/exchange_steps.h"
#include "work/operation.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace engine {

/// Where images may be that rest on what a run has left, besides its own folders and those beside them.
struct Elsewhere {
    std::vector<std::filesystem::path> folders;
    bool alone = false;  ///< the user says that there is none where the search did not come to
};

/// Who rests on files of a run, now; the run's own files do not count.
struct RestingImages {
    std::vector<FoundOverlay> overlays;
    std::vector<FoundOverlay> originals;  ///< that other runs have kept: nobody starts them
    SearchedPlaces places;
};

/// Who needs the originals that a run has kept: images that name one as it is kept, or say the name that it had and
/// that nothing has now. Throws Error (Cancelled).
RestingImages whoNeedsOriginals(const Receipt& receipt, const Elsewhere& elsewhere, Progress& progress,
                                const std::stop_token& stop);
/// Who rests on the results of a run. Throws Error (Cancelled).
RestingImages whoNeedsResults(const Receipt& receipt, const Elsewhere& elsewhere, Progress& progress,
                              const std::stop_token& stop);
/// Throws Error(Refused, "restore.notAlone") where the search ended at its bound and nobody says that there is nothing.
void requireSearched(const RestingImages& resting, const Elsewhere& elsewhere);
/// An image that was made on a result would lose its backing, or get another one: throws Error(Refused,
/// "restore.overlay"), "restore.notAlone"; Cancelled.
void requireNoOverlays(const Receipt& receipt, const Elsewhere& elsewhere, Progress& progress,
                       const std::stop_token& stop);
/// Who rests on files that an interrupted exchange would take the name of: originals on its way on, results on its way
/// back. Throws Error: Cancelled, Io.
RestingImages whoNeedsNames(const ExchangeSteps& steps, ExchangeStep::Kind kind, const Elsewhere& elsewhere,
                            Progress& progress, const std::stop_token& stop);

}  // namespace engine
