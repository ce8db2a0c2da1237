#pragma once

#include "plan/diagnosis/diagnosis.h"

#include <QTreeWidget>

#include <memory>
#include <vector>

namespace widgets {

/// What a line of a diagnosis speaks of on the guest's disk.
struct DiagnosedPlace {
    std::optional<std::size_t> layer;
    engine::GuestRangeSet ranges;
};

/// A diagnosis in the order in which one tells it: sizes, waterfall, layers, volumes, files, changes, what is wrong.
/// Every line whose clusters are on the disk can be chosen to see them; again for the next of them.
class DiagnosisTree : public QTreeWidget {
    Q_OBJECT

public:
    explicit DiagnosisTree(QWidget* parent = nullptr);

    /// Null: nothing is shown.
    void show(std::shared_ptr<const engine::Diagnosis> diagnosis);

signals:
    /// @param run which of the ranges: counts on each time the same line is chosen
    void placeChosen(const widgets::DiagnosedPlace& place, std::size_t run);
    /// The symptom lives as long as the diagnosis that is shown.
    void remedyChosen(const engine::Symptom& symptom);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QTreeWidgetItem* addGroup(std::string_view key);
    QTreeWidgetItem* addLine(QTreeWidgetItem* group, const QString& text, std::int64_t bytes,
                             DiagnosedPlace place = {});
    void fill();
    void addSizes();
    void addWaterfall(QTreeWidgetItem* group, const engine::PartBytes& bytes, std::optional<std::size_t> layer);
    void addLayers();
    void addVolumes();
    void addFiles();
    void addChanges();
    void addSymptoms();
    engine::GuestRangeSet rangesOf(engine::Part part, std::optional<std::size_t> layer) const;
    void choose(QTreeWidgetItem* item);

    std::shared_ptr<const engine::Diagnosis> diagnosis_;
    std::vector<DiagnosedPlace> places_;
    QTreeWidgetItem* chosen_ = nullptr;
    std::size_t run_ = 0;
};

}  // namespace widgets
