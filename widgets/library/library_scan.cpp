#include "widgets/library/library_scan.h"

#include <algorithm>
#include <set>

namespace widgets {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds shortestPause(400);
/// A scan takes at most that part of the time while files keep changing.
constexpr int pausePerScan = 5;

/// A place that cannot be looked at must not hide the others.
std::shared_ptr<const ScanResult> scanAll(std::vector<fs::path> places, const engine::ChainOptions& options,
                                          engine::Progress& progress, const std::stop_token& stop)
{
    auto result = std::make_shared<ScanResult>();
    for (;;) {
        try {
            progress.done = 0;
            result->forest = engine::Forest::scan(places, options, progress, stop);
            result->rows = rowsOf(result->forest);
            result->targets = figureTargets(result->forest, result->rows);
            result->templates = engine::templatesOf(result->forest);
            return result;
        } catch (const engine::Error& error) {
            const auto failed = std::find(places.begin(), places.end(), error.path());
            if (error.kind() == engine::ErrorKind::Cancelled || failed == places.end())
                throw;
            places.erase(failed);
            result->failures.push_back(error);
        }
    }
}

QString watchable(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

}  // namespace

LibraryScan::LibraryScan(const Session& session, QObject* parent) : QObject(parent), session_(session)
{
    debounce_.setSingleShot(true);
    connect(&debounce_, &QTimer::timeout, this, &LibraryScan::scan);
    connect(&watch_, &FolderWatch::changed, this, &LibraryScan::noteChange);
    connect(&scanner_, &Background::failed, this, &LibraryScan::failed);
    connect(&scanner_, &Background::runningChanged, this, [this](bool running) {
        emit runningChanged(running);
        if (!running && std::exchange(changedMeanwhile_, false))
            noteChange();
    });
}

void LibraryScan::add(const fs::path& place)
{
    fs::path tidy = engine::tidyPath(place);
    if (!tidy.has_filename())
        tidy = tidy.parent_path();
    if (std::find(places_.begin(), places_.end(), tidy) != places_.end())
        return;
    places_.push_back(std::move(tidy));
    emit placesChanged();
    scan();
}

void LibraryScan::remove(const fs::path& place)
{
    const auto found = std::find(places_.begin(), places_.end(), place);
    if (found == places_.end())
        return;
    places_.erase(found);
    emit placesChanged();
    scan();
}

void LibraryScan::scan()
{
    debounce_.stop();
    changedMeanwhile_ = false;
    started_.start();
    progress_ = std::make_shared<engine::Progress>();
    scanner_.start([this, places = places_, options = session_.options(),
                    progress = progress_](std::stop_token stop, const Background::Publish& publish) {
        auto result = scanAll(places, options, *progress, stop);
        publish([this, result = std::move(result)] { take(result); });
    });
}

void LibraryScan::take(std::shared_ptr<const ScanResult> result)
{
    lastTook_ = std::chrono::milliseconds(started_.elapsed());
    watch(*result);
    emit found(std::move(result));
}

void LibraryScan::noteChange()
{
    // A scan under way may have passed the file that changed; to begin again for each change would never end.
    if (scanner_.running())
        changedMeanwhile_ = true;
    else if (!debounce_.isActive())
        debounce_.start(std::max(shortestPause, pausePerScan * lastTook_));
}

void LibraryScan::watch(const ScanResult& result)
{
    std::set<fs::path> folders(result.forest.folders().begin(), result.forest.folders().end());
    QStringList files;
    for (const engine::ForestNode& node : result.forest.nodes()) {
        if (node.status)
            files.append(watchable(node.path));
        else if (node.path.is_absolute() && node.state == engine::LayerState::Missing)
            folders.insert(node.path.parent_path());
    }
    QStringList places;
    for (const fs::path& place : places_)
        places.append(watchable(place));
    QStringList paths;
    for (const fs::path& folder : folders)
        paths.append(watchable(folder));
    watch_.watch(paths + files, places);
}

}  // namespace widgets
