#pragma once

#include "widgets/basics/background.h"
#include "widgets/data/session.h"
#include "widgets/diagnosis/chain_state.h"
#include "widgets/diagnosis/change_model.h"
#include "widgets/diagnosis/diagnosed_place.h"

#include <QDialog>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace widgets {

/// Lists the files that differ between any two states of the open template: its layers, and their internal snapshots.
/// Follows the session to another template, and closes where there is nothing to compare.
class CompareDialog : public QDialog {
    Q_OBJECT

public:
    /// The session outlives the dialog. It has an analysis, of which canCompare is true.
    explicit CompareDialog(Session& session, QWidget* parent = nullptr);

    /// Whether there are two states of the open template.
    static bool canCompare(const Session& session);

signals:
    /// @param times how often the same file was chosen before
    void placeChosen(const widgets::DiagnosedPlace& place, std::size_t times);

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void makeTable();
    void follow();
    void fillStates();
    void retranslate();
    void compareOrCancel();
    void compare();
    void take(ListedChanges found);
    void showState();
    void showProgress();
    QString stateText() const;
    void choose();

    Session& session_;
    std::shared_ptr<const ChainAnalysis> analysis_;
    std::vector<ChainState> states_;
    std::shared_ptr<engine::Progress> progress_;
    /// Of the last comparison; none of them: it is under way, or was cancelled.
    std::shared_ptr<const engine::FileChanges> changes_;
    std::optional<engine::Error> error_;
    std::optional<int> chosen_;  ///< row of the model
    std::size_t times_ = 0;
    QComboBox* before_;
    QComboBox* after_;
    QLabel* beforeLabel_;
    QLabel* afterLabel_;
    QPushButton* start_;
    QProgressBar* bar_;
    QLabel* state_;
    QTableView* table_;
    QDialogButtonBox* buttons_;
    ChangeModel* model_;
    QSortFilterProxyModel* sorted_;
    QTimer timer_;
    Background worker_;
};

}  // namespace widgets
