#pragma once

#include "plan/doctor/relink_plan.h"
#include "widgets/basics/background.h"

#include <QDialog>

#include <memory>
#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace widgets {

/// Searches folders for a missing backing image, shows the proof for each candidate, and writes the name of the chosen
/// one into the overlay.
class DoctorDialog : public QDialog {
    Q_OBJECT

public:
    DoctorDialog(engine::Chain chain, engine::ChainOptions options, QWidget* parent = nullptr);

    /// Searches there too, at once.
    void addFolder(const std::filesystem::path& folder);

signals:
    /// @param folder of the image that was chosen
    void fixed(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void search();
    void showCandidates();
    void chooseFolder();
    void showPlan();
    void fix();
    /// Null: none is chosen.
    const engine::BackingCandidate* chosen() const;

    engine::Chain chain_;
    engine::ChainOptions options_;
    std::vector<std::filesystem::path> folders_;
    std::shared_ptr<const engine::BackingSearch> search_;
    Background searcher_;
    Background worker_;
    QLabel* heading_;
    QTreeWidget* list_;
    QCheckBox* absolute_;
    QLabel* plan_;
    QPushButton* add_;
    QPushButton* fix_;
};

}  // namespace widgets
