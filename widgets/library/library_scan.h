#pragma once

#include "chain/forest.h"
#include "plan/fleet.h"
#include "widgets/data/session.h"
#include "widgets/library/folder_watch.h"
#include "widgets/library/template_figures.h"

#include <QElapsedTimer>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <vector>

namespace widgets {

/// What a scan found; immutable.
struct ScanResult {
    engine::Forest forest;
    std::vector<LibraryRow> rows;
    std::vector<FigureTarget> targets;
    std::vector<engine::FleetTemplate> templates;
    std::vector<engine::Error> failures;  ///< of places that could not be looked at, each with its path
};

/// Keeps a forest up to date with its places: folders, and single images. For the window's thread.
class LibraryScan : public QObject {
    Q_OBJECT

public:
    /// @param session whose trust each scan has; outlives the object
    explicit LibraryScan(const Session& session, QObject* parent = nullptr);

    /// A folder or an image; nothing happens where it is there already.
    void add(const std::filesystem::path& place);
    void remove(const std::filesystem::path& place);
    /// In the order in which they were added.
    const std::vector<std::filesystem::path>& places() const noexcept { return places_; }

    void scan();

    bool running() const noexcept { return scanner_.running(); }
    const engine::Progress& progress() const noexcept { return *progress_; }

signals:
    void placesChanged();
    void found(std::shared_ptr<const widgets::ScanResult> result);
    void runningChanged(bool running);
    void failed(const engine::Error& error);

private:
    void take(std::shared_ptr<const ScanResult> result);
    void noteChange();
    void watch(const ScanResult& result);

    const Session& session_;
    std::vector<std::filesystem::path> places_;
    std::shared_ptr<engine::Progress> progress_ = std::make_shared<engine::Progress>();
    QElapsedTimer started_;
    std::chrono::milliseconds lastTook_{0};
    bool changedMeanwhile_ = false;
    QTimer debounce_;
    FolderWatch watch_;
    Background scanner_;
};

}  // namespace widgets
