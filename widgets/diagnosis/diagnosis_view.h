#pragma once

#include "widgets/diagnosis/diagnosis_desk.h"

#include <QPointer>
#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QToolButton;

namespace widgets {

class CompareDialog;
struct DiagnosedPlace;
class DiagnosisTree;

/// The page that answers why the open template is as large as it is, and exports the answer.
class DiagnosisView : public QWidget {
    Q_OBJECT

public:
    /// @param map what an export of the map as a picture shows; both outlive the view
    DiagnosisView(Session& session, QWidget& map, QWidget* parent = nullptr);

    DiagnosisDesk& desk() noexcept { return desk_; }
    /// Opens the choice of what to export.
    void askExport();
    /// Opens the search for a missing backing image.
    void openDoctor();
    /// Opens the comparison of any two states of the template, beside the window.
    void openComparison();

signals:
    /// One that is for the savings: StandardSlim, DeepSlim.
    void slimWanted(engine::Remedy remedy);
    /// Clusters were chosen, of one layer or of all, and what they are; none: nothing is to be marked any more.
    void marked(const engine::GuestRangeSet& ranges, std::optional<std::size_t> layer, const QString& text);
    /// The map is to be seen.
    void placeShown();
    /// Of images: the library has to look again.
    void filesChanged();
    void told(const QString& message);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void makeExports();
    void retranslate();
    void showState();
    void showPlace(const DiagnosedPlace& place, std::size_t times);
    QString markText(const DiagnosedPlace& place) const;
    void askFile(const QString& filter, const QString& suffix, std::function<void(const std::filesystem::path&)> save);
    void openBundle();
    void startRemedy(const engine::Symptom& symptom);
    void askRepair(const std::filesystem::path& image);

    Session& session_;
    QWidget& map_;
    DiagnosisDesk desk_;
    Background repair_;
    DiagnosisTree* tree_ = nullptr;
    QLabel* state_ = nullptr;
    QPushButton* exact_ = nullptr;
    QPushButton* compare_ = nullptr;
    QToolButton* export_ = nullptr;
    QPointer<CompareDialog> comparison_;
    std::vector<std::pair<QAction*, std::function<QString()>>> exports_;
};

}  // namespace widgets
