#pragma once

#include "widgets/diagnosis/diagnosed_place.h"

#include <QTreeWidget>

#include <functional>
#include <memory>
#include <vector>

namespace widgets {

/// A diagnosis in the order in which one tells it: sizes, waterfall, layers, volumes, files, changes, what is wrong.
/// Every figure can be chosen: to see its clusters, again to see one after the other, or why the map has no place for
/// it.
class DiagnosisTree : public QTreeWidget {
    Q_OBJECT

public:
    explicit DiagnosisTree(QWidget* parent = nullptr);

    /// Null: nothing is shown.
    void show(std::shared_ptr<const engine::Diagnosis> diagnosis);

signals:
    /// @param times how often the same line was chosen before
    void placeChosen(const widgets::DiagnosedPlace& place, std::size_t times);
    /// The symptom lives as long as the diagnosis that is shown.
    void remedyChosen(const engine::Symptom& symptom);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    using Ranges = std::function<engine::GuestRangeSet()>;
    /// Ranges are put together when somebody asks for them: there can be millions, in each line.
    struct Line {
        std::optional<std::size_t> layer;
        Ranges ranges;
        QString instead;
    };

    QTreeWidgetItem* addGroup(std::string_view key);
    QTreeWidgetItem* addLine(QTreeWidgetItem* group, const QString& text, std::int64_t bytes, Line place);
    void fill();
    void addSizes();
    void addWaterfall(QTreeWidgetItem* group, const engine::PartBytes& bytes, std::optional<std::size_t> layer);
    void addLayers();
    void addVolumes();
    void addFiles();
    void addChanges();
    void addSymptoms();
    void addFileShare(QTreeWidgetItem* group, const engine::FileShare& share);
    void choose(QTreeWidgetItem* item);

    std::shared_ptr<const engine::Diagnosis> diagnosis_;
    std::vector<Line> lines_;
    QTreeWidgetItem* chosen_ = nullptr;
    DiagnosedPlace place_;  ///< of the chosen line
    std::size_t times_ = 0;
};

}  // namespace widgets
