#pragma once

#include "widgets/data/session.h"
#include "widgets/library/library_figures.h"
#include "widgets/library/library_filter.h"
#include "widgets/library/library_model.h"
#include "widgets/library/library_scan.h"
#include "widgets/library/library_tree.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <set>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace widgets {

class FleetBar;

/// The templates that the person works with, as a tree. The current row is the template or layer that the session
/// shows.
class LibraryView : public QWidget {
    Q_OBJECT

public:
    /// @param session outlives the view
    explicit LibraryView(Session& session, QWidget* parent = nullptr);

    void addFolder(const std::filesystem::path& path);
    void addImage(const std::filesystem::path& path);
    /// What was added, folders and images, as pathField makes them; each can be added again.
    QStringList folders() const;
    void refresh();
    /// Asks where to, and writes all rows.
    void askCsv();

    /// The selected rows that can be read and that no image needs, in the order that is shown.
    std::vector<std::filesystem::path> selectedTemplates() const;

    /// Columns and their order. `restoreState` is false for what is not such a state.
    QByteArray saveState() const;
    bool restoreState(const QByteArray& state);
    /// One entry a column, to show or hide it, and one for how it was.
    void fillColumns(QMenu& menu);

    LibraryModel& model() noexcept { return model_; }
    /// Whether it looks at files at the moment.
    bool busy() const noexcept { return scan_.running() || figures_.running(); }

signals:
    void selectedTemplatesChanged();
    void foldersChanged();
    void busyChanged();
    void scanned(std::shared_ptr<const widgets::ScanResult> result);
    /// @param kept the path of a kept original
    void restoreWanted(const std::filesystem::path& kept);
    void deleteWanted(const std::filesystem::path& kept);
    void figuresArrived(const std::vector<widgets::PathFigures>& figures);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    QLayout* buildBar();
    QWidget* buildHint();
    void connectParts();
    void retranslate();
    void showHint();
    void setShortcuts();
    void expandNew(const QModelIndex& parent, int first, int last);
    void trustPlaces();
    void showStatus();
    void take(const std::shared_ptr<const ScanResult>& result);
    void preferShownRows();
    const LibraryRow* rowOf(const QModelIndex& shown) const;

    bool isChosen() const;
    void openCurrent();
    void open(const LibraryRow& row);
    /// The layer of the open chain that the row is.
    std::optional<std::size_t> layerOf(const engine::ForestNode& node) const;
    void followSession();

    void askFolder();
    void askImage();
    void saveCsv(const QString& file);
    void fillPlaces();
    void showMenu(const QPoint& position);
    void addTrust(QMenu& menu, const LibraryRow& row);
    void showColumns(const QPoint& position);
    void showDefaultColumns();
    void removeCurrent();
    /// Those places that make the library show an image.
    std::vector<std::filesystem::path> placesOf(const std::filesystem::path& image) const;

    Session& session_;
    LibraryModel model_;
    LibraryFilter filter_;
    LibraryScan scan_;
    LibraryFigures figures_;
    std::shared_ptr<const ScanResult> result_;
    QString problem_;
    /// Of the template that was asked for, selected when it is there.
    std::optional<std::filesystem::path> wantedLayer_;
    std::set<std::filesystem::path> trusted_;
    bool following_ = false;
    QTimer openSoon_;
    QTimer totalsSoon_;
    QTimer preferSoon_;
    LibraryTree* tree_ = nullptr;
    QLineEdit* search_ = nullptr;
    QToolButton* add_ = nullptr;
    QToolButton* export_ = nullptr;
    QToolButton* refresh_ = nullptr;
    QMenu* places_ = nullptr;
    QStackedLayout* pages_ = nullptr;
    QLabel* hint_ = nullptr;
    QPushButton* hintAdd_ = nullptr;
    FleetBar* bar_ = nullptr;
};

}  // namespace widgets
