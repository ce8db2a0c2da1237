#pragma once

#include "widgets/lab/lab_view.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QTreeWidget;
class QTreeWidgetItem;

namespace widgets {

/// The header, the L1 and L2 entries and the refcounts of one image of a practice; what the last step changed stands
/// out, with what it was before.
class LabTables : public QWidget {
    Q_OBJECT

public:
    explicit LabTables(QWidget* parent = nullptr);

    void setView(std::shared_ptr<const LabView> view);
    /// Shows an image by its file name.
    void showImage(const QString& file);
    /// Marks the entry of a guest cluster.
    void showCluster(std::uint64_t cluster);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fill();
    QTreeWidgetItem* addGroup(const QString& title);
    void addRow(QTreeWidgetItem* group, const QString& name, const QString& value, bool changed, const QString& before);
    void addHeader(const engine::lab::Tables& tables, const engine::lab::ImageChange* change);
    void addEntries(const engine::lab::Tables& tables, const engine::lab::ImageChange* change);
    void addRefcounts(const engine::lab::Tables& tables, const engine::lab::ImageChange* change);
    QString currentFile() const;

    std::shared_ptr<const LabView> view_;
    QComboBox* image_;
    QTreeWidget* tree_;
    bool filling_ = false;
};

}  // namespace widgets
