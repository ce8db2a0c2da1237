#include "work/restore.h"

#include "bytes/error.h"
#include "bytes/reason.h"
#include "storage/removed_files.h"
#include "work/locked_files.h"
#include "work/step_list.h"

#include <algorithm>
#include <set>

namespace engine {

namespace {

namespace fs = std::filesystem;
using Kind = ExchangeStep::Kind;

/// The number of a file that was removed is soon another's.
bool isSameFile(const FileStatus& now, const FileStatus& then)
{
    return now.regular && now.identity == then.identity && (!now.born || !then.born || now.born == then.born);
}

/// Renaming changes st_ctime, and so do permissions that somebody has set meanwhile: neither is content.
bool isSame(const FileStatus& now, const FileStatus& then)
{
    return isSameFile(now, then) && now.length == then.length && now.modified == then.modified;
}

void requireOriginals(const Receipt& receipt)
{
    if (receipt.originals.empty() || receipt.results.empty())
        throw Error(ErrorKind::Refused, "restore.noOriginals");
}

void requireSame(const fs::path& path, const FileStatus& then)
{
    if (!isSame(statusOf(path), then))
        throw Error(ErrorKind::Refused, "restore.changed").at(path);
}

void requireUnchanged(const Receipt& receipt)
{
    for (const KeptOriginal& original : receipt.originals)
        requireSame(original.keptAs, original.status);
    for (const PlacedResult& result : receipt.results)
        requireSame(result.path, result.status);
}

/// Without it an image could not be read any more, nor could its backing image be restored.
void requireNotNeeded(const Receipt& receipt, const Elsewhere& elsewhere, Progress& progress,
                      const std::stop_token& stop)
{
    const RestingImages resting = whoNeedsOriginals(receipt, elsewhere, progress, stop);
    for (const FoundOverlay& overlay : resting.overlays) {
        const auto original =
            std::find_if(receipt.originals.begin(), receipt.originals.end(),
                         [&](const KeptOriginal& one) { return one.status.identity == overlay.backing; });
        throw Error(ErrorKind::Refused, "restore.needed", {{"overlay", overlay.path.string()}}).at(original->keptAs);
    }
    requireSearched(resting, elsewhere);
}

SharedFolder folderToWrite(const fs::path& file)
{
    return std::make_shared<const Folder>(Folder::openToWrite(file.parent_path()));
}

/// The exchange of the run as it would be written down now that it is done.
ExchangeSteps stepsOf(const Receipt& receipt)
{
    // The journal lies where the first result is.
    StepList list;
    for (const PlacedResult& result : receipt.results)
        list.folder(folderToWrite(result.path));
    for (const KeptOriginal& original : receipt.originals)
        list.add(Kind::Keep, folderToWrite(original.keptAs), {original.path.filename(), original.keptAs.filename()},
                 original.status);
    for (const PlacedResult& result : receipt.results) {
        const std::string name = result.path.filename();
        list.add(Kind::Place, folderToWrite(result.path), {newTemporaryName(name), name}, result.status);
    }
    return list.take();
}

/// Somebody's file has taken a name that an original had.
void requireFreeNames(const ExchangeSteps& steps)
{
    if (steps.canUndo())
        return;
    for (const ExchangeStep& step : steps.journal().steps)
        if (step.kind == Kind::Keep && steps.folders()[step.folder]->status(step.from))
            throw Error(ErrorKind::Refused, "target.exists").at(*steps.folders()[step.folder] / step.from);
    throw Error(ErrorKind::Refused, "restore.changed").at(steps.home().path());
}

/// The way back, or, where that fails, on to where it came from.
void takeBack(const ExchangeSteps& steps, const fs::path& journal, Restored& restored)
{
    const std::string name = journal.filename();
    try {
        steps.undo([&](const fs::path&, const fs::path& to) {
            if (!targetOfTemporary(to.filename().native()))
                restored.originals.push_back(to);
        });
        // With its journal, `recover` would take the results for ones that still have to take their names.
        removeJournal(steps.home(), name);
    } catch (const Error& failure) {
        try {
            steps.finish();
            removeJournal(steps.home(), name);
        } catch (const Error&) {
            throw Error(ErrorKind::Io, "exchange.interrupted", withReason({}, failure)).at(journal).because(failure);
        }
        throw;
    }
}

void removeResults(const ExchangeSteps& steps, Restored& restored)
{
    for (const ExchangeStep& step : steps.journal().steps) {
        if (step.kind != Kind::Place)
            continue;
        const Folder& folder = *steps.folders()[step.folder];
        try {
            folder.remove(step.from);
            restored.removed.push_back(folder / step.to);
        } catch (const Error&) {
            restored.cautions.push_back({"restore.resultLeft", {{"path", (folder / step.from).string()}}});
        }
    }
}

}  // namespace

Restored restoreOriginals(const Receipt& receipt, Progress& progress, const std::stop_token& stop,
                          const Elsewhere& elsewhere)
{
    requireOriginals(receipt);
    requireUnchanged(receipt);
    requireNoOverlays(receipt, elsewhere, progress, stop);
    LockedFiles locked;
    for (const KeptOriginal& original : receipt.originals)
        locked.add(original.keptAs);
    for (const PlacedResult& result : receipt.results)
        locked.add(result.path);
    const ExchangeSteps steps = stepsOf(receipt);
    std::vector<FolderHold> holds;
    for (const SharedFolder& folder : steps.folders())
        holds.emplace_back(folder);
    requireUnchanged(receipt);
    requireFreeNames(steps);
    throwIfStopped(stop);
    Restored restored;
    {
        const JournalFile journal = JournalFile::commit(steps.sharedHome(), steps.journal());
        takeBack(steps, journal.path(), restored);
    }
    removeResults(steps, restored);
    return restored;
}

ReturnedSpace deleteOriginals(const Receipt& receipt, Progress& progress, const std::stop_token& stop,
                              const Elsewhere& elsewhere)
{
    requireOriginals(receipt);
    for (const PlacedResult& result : receipt.results) {
        const std::optional<FileStatus> status = Folder::open(result.path.parent_path()).status(result.path.filename());
        if (!status || !isSameFile(*status, result.status))
            throw Error(ErrorKind::Refused, "restore.resultMissing").at(result.path);
    }
    requireNotNeeded(receipt, elsewhere, progress, stop);
    LockedFiles locked;
    for (const KeptOriginal& original : receipt.originals) {
        if (!isKeptName(original.keptAs.filename().native(), original.path.filename().native()))
            throw Error(ErrorKind::Refused, "restore.changed").at(original.keptAs);
        locked.add(original.keptAs);
        requireSame(original.keptAs, original.status);
    }
    std::vector<fs::path> kept;
    for (const KeptOriginal& original : receipt.originals)
        kept.push_back(original.keptAs);
    const ReturnedSpace space = RemovedFiles(kept, stop).returned();
    for (const KeptOriginal& original : receipt.originals) {
        const SharedFolder folder = folderToWrite(original.keptAs);
        const FolderHold hold(folder);
        const std::string name = original.keptAs.filename();
        if (!isSame(folder->status(name).value_or(FileStatus{}), original.status))
            throw Error(ErrorKind::Refused, "restore.changed").at(original.keptAs);
        folder->remove(name);
        folder->sync();
    }
    return space;
}

}  // namespace engine
