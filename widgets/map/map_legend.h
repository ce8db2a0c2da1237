#pragma once

#include "widgets/data/session.h"
#include "widgets/map/lane_raster.h"
#include "widgets/map/legend_item.h"

#include <QWidget>

namespace widgets {

/// The classes with the bytes that the selected layer (else all layers) has of each; a click dims a class or shows it
/// again. Percent are of what is stored; what stores nothing has none.
class MapLegend : public QWidget {
    Q_OBJECT

public:
    explicit MapLegend(Session& session, QWidget* parent = nullptr);

    ClassSet shown() const;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void shownChanged(ClassSet shown);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void fill();
    /// From left to right, in as many rows as it takes; returns their height.
    std::vector<int> columnWidths(std::size_t columns) const;
    int lay(int width, bool move) const;
    /// Of the selected layer, or of all.
    ClassBytes bytes() const;
    /// Whether the analysis can tell by now.
    bool known(ClusterClass clusterClass) const;

    Session& session_;
    std::vector<LegendItem*> items_;
};

}  // namespace widgets
