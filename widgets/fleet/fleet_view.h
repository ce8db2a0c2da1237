#pragma once

#include "widgets/data/session.h"
#include "widgets/fleet/fleet_model.h"
#include "widgets/fleet/fleet_work.h"
#include "widgets/run/job_request.h"

#include <QCollator>
#include <QSortFilterProxyModel>
#include <QTimer>
#include <QWidget>

#include <array>
#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace widgets {

class FleetProgressBar;
class FleetTable;

/// Rows by any column: numbers as numbers, "image-2" before "image-10", what is not known last in either order.
class FleetFilter : public QSortFilterProxyModel {
public:
    FleetFilter() { names_.setNumericMode(true); }

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QCollator names_{QLocale(QLocale::English)};
};

/// All templates of the library in one table: which ones waste most, which ones are copies of one system, and one
/// operation for many. For the window's thread.
class FleetView : public QWidget {
    Q_OBJECT

public:
    /// @param session outlives the view
    explicit FleetView(Session& session, QWidget* parent = nullptr);

    void setScan(std::shared_ptr<const ScanResult> scan);
    void setFigures(const std::vector<PathFigures>& figures);
    /// Asks where to, and writes all rows.
    void askCsv();
    void saveCsv(const QString& file);

    FleetModel& model() noexcept { return model_; }
    bool busy() const noexcept { return work_.running(); }

signals:
    /// The person looked at what will be done, and wants it.
    void runRequested(const std::vector<widgets::JobRequest>& requests);
    /// These are to share a base: what that means is planned before it is asked.
    void shareRequested(const std::vector<std::filesystem::path>& templates);
    void message(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Button { Similar, Exact, Standard, Deep, Share, Csv, buttonCount };

    void build();
    void connectParts();
    void retranslate();
    void showTotals();
    void showProgress();
    void showButtons();
    void ask(JobRequest::Kind kind);
    void share();
    void selectGroup();
    std::vector<engine::FleetTemplate> selected() const;
    std::vector<std::filesystem::path> selectedPaths() const;
    void select(const std::vector<std::filesystem::path>& paths);

    Session& session_;
    std::shared_ptr<const ScanResult> scan_;
    FleetModel model_;
    FleetFilter filter_;
    FleetWork work_;
    QTimer totalsSoon_;
    QTimer poll_;
    QLineEdit* search_;
    FleetTable* table_;
    QLabel* totals_;
    FleetProgressBar* progress_;
    QPushButton* cancel_;
    QPushButton* group_;
    std::array<QPushButton*, buttonCount> buttons_{};
};

}  // namespace widgets
