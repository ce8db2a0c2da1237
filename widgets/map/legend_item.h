#pragma once

#include "widgets/basics/cluster_class.h"

#include <QAbstractButton>

namespace widgets {

/// One class of the legend: a swatch, its name and its figures. Checked: shown as what it is.
class LegendItem : public QAbstractButton {
    Q_OBJECT

public:
    LegendItem(ClusterClass clusterClass, QWidget* parent);

    ClusterClass clusterClass() const noexcept { return class_; }
    /// @param figures as it is shown; @param exact the same in full, for the tool tip
    void setFigures(const QString& figures, const QString& exact);
    void retranslate();
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ClusterClass class_;
    QString figures_;
    QString exact_;
};

}  // namespace widgets
