#include "work/resting_images.h"

#include <algorithm>
#include <set>

namespace engine {

namespace {

namespace fs = std::filesystem;

/// The name is free: nothing took it after its file.
bool isLost(const fs::path& name)
{
    std::error_code failed;
    return fs::symlink_status(name, failed).type() == fs::file_type::not_found;
}

/// The files of a run, and where they are.
struct RunFiles {
    std::set<FileIdentity> own;
    std::set<fs::path> folders;

    void add(const fs::path& path, const FileStatus& status)
    {
        own.insert(status.identity);
        folders.insert(path.parent_path());
    }
};

RunFiles filesOf(const Receipt& receipt)
{
    RunFiles files;
    for (const PlacedResult& result : receipt.results)
        files.add(result.path, result.status);
    for (const KeptOriginal& original : receipt.originals)
        files.add(original.path, original.status);
    return files;
}

RestingImages search(const RunFiles& files, std::span<const SoughtBacking> sought, const Elsewhere& elsewhere,
                     Progress& progress, const std::stop_token& stop)
{
    std::vector<fs::path> places(files.folders.begin(), files.folders.end());
    addFoldersBeside({files.folders.begin(), files.folders.end()}, places);
    places.insert(places.end(), elsewhere.folders.begin(), elsewhere.folders.end());
    OverlaySearch found = searchOverlays(sought, places, progress, stop);
    RestingImages resting;
    resting.places = std::move(found.places);
    for (FoundOverlay& overlay : found.overlays) {
        if (!files.own.contains(overlay.status.identity))
            (overlay.isKept() ? resting.originals : resting.overlays).push_back(std::move(overlay));
    }
    return resting;
}

}  // namespace

RestingImages whoNeedsOriginals(const Receipt& receipt, const Elsewhere& elsewhere, Progress& progress,
                                const std::stop_token& stop)
{
    std::vector<SoughtBacking> sought;
    for (const KeptOriginal& original : receipt.originals)
        sought.push_back({original.status.identity, original.path, isLost(original.path)});
    return search(filesOf(receipt), sought, elsewhere, progress, stop);
}

RestingImages whoNeedsResults(const Receipt& receipt, const Elsewhere& elsewhere, Progress& progress,
                              const std::stop_token& stop)
{
    std::vector<SoughtBacking> sought;
    for (const PlacedResult& result : receipt.results)
        sought.push_back({result.status.identity, result.path});
    return search(filesOf(receipt), sought, elsewhere, progress, stop);
}

RestingImages whoNeedsNames(const ExchangeSteps& steps, ExchangeStep::Kind kind, const Elsewhere& elsewhere,
                            Progress& progress, const std::stop_token& stop)
{
    std::vector<SoughtBacking> sought;
    for (const fs::path& path : steps.toLeave(kind))
        sought.push_back({statusOf(path).identity, path});
    if (sought.empty())
        return {};
    RunFiles files;
    for (const auto& [path, status] : steps.files())
        files.add(path, status);
    return search(files, sought, elsewhere, progress, stop);
}

void requireSearched(const RestingImages& resting, const Elsewhere& elsewhere)
{
    if (resting.places.boundHit && !elsewhere.alone)
        throw Error(ErrorKind::Refused, "restore.notAlone", {{"files", resting.places.files}});
}

void requireNoOverlays(const Receipt& receipt, const Elsewhere& elsewhere, Progress& progress,
                       const std::stop_token& stop)
{
    const RestingImages resting = whoNeedsResults(receipt, elsewhere, progress, stop);
    for (const std::vector<FoundOverlay>* overlays : {&resting.overlays, &resting.originals}) {
        if (overlays->empty())
            continue;
        const FoundOverlay& overlay = overlays->front();
        const auto result = std::find_if(receipt.results.begin(), receipt.results.end(), [&](const PlacedResult& one) {
            return one.status.identity == overlay.backing;
        });
        throw Error(ErrorKind::Refused, "restore.overlay", {{"overlay", overlay.path.string()}}).at(result->path);
    }
    requireSearched(resting, elsewhere);
}

}  // namespace engine
