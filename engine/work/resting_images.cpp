#include "work/resting_images.h"

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

RestingImages search(const Receipt& receipt, std::span<const SoughtBacking> sought, const Elsewhere& elsewhere,
                     Progress& progress, const std::stop_token& stop)
{
    std::set<FileIdentity> own;
    std::set<fs::path> folders;
    for (const PlacedResult& result : receipt.results) {
        own.insert(result.status.identity);
        folders.insert(result.path.parent_path());
    }
    for (const KeptOriginal& original : receipt.originals) {
        own.insert(original.status.identity);
        folders.insert(original.path.parent_path());
    }
    std::vector<fs::path> places(folders.begin(), folders.end());
    places.insert(places.end(), elsewhere.folders.begin(), elsewhere.folders.end());
    addFoldersBeside({folders.begin(), folders.end()}, places);
    OverlaySearch found = searchOverlays(sought, places, progress, stop);
    RestingImages resting;
    resting.places = std::move(found.places);
    for (FoundOverlay& overlay : found.overlays) {
        if (!own.contains(overlay.status.identity))
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
    return search(receipt, sought, elsewhere, progress, stop);
}

RestingImages whoNeedsResults(const Receipt& receipt, const Elsewhere& elsewhere, Progress& progress,
                              const std::stop_token& stop)
{
    std::vector<SoughtBacking> sought;
    for (const PlacedResult& result : receipt.results)
        sought.push_back({result.status.identity, result.path});
    return search(receipt, sought, elsewhere, progress, stop);
}

}  // namespace engine
