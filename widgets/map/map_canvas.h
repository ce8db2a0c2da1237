#pragma once

#include "widgets/data/session.h"
#include "widgets/map/lane_cache.h"
#include "widgets/map/map_geometry.h"
#include "widgets/map/map_navigation.h"
#include "widgets/map/map_place.h"
#include "widgets/map/volume_ruler.h"

#include <QWidget>

class QGestureEvent;
class QHelpEvent;
class QScrollBar;

namespace widgets {

/// The lanes with their names, the ruler of volumes above and the axis below; takes mouse, wheel, gestures and keys.
/// Shows the session's analysis from the stage Mapped on, else nothing.
class MapCanvas : public QWidget {
    Q_OBJECT

public:
    explicit MapCanvas(Session& session, QWidget* parent = nullptr);

    void setShown(ClassSet shown);
    /// @param layer in its lane only; nothing: in all lanes
    void setHighlight(engine::GuestRangeSet ranges, std::optional<std::size_t> layer);

    MapGeometry parts() const;
    MapScale scale() const { return navigation_.scale(parts().width()); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// What is under the pointer; nothing where it is beside the map.
    void pointed(const std::optional<MapPlace>& place);
    /// Where the plot begins and ends, pixels from the widget's edges.
    void plotMoved(int left, int right);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void take();
    void retranslate();
    void layOut();
    void showSelectedLane();
    void describe();

    void paintNames(QPainter& painter, const MapGeometry& parts);
    void paintLanes(QPainter& painter, const MapGeometry& parts);
    void paintOverlay(QPainter& painter, const MapGeometry& parts);

    bool ready() const { return analysis_ && !analysis_->lanes.empty() && navigation_.ready(); }
    std::size_t layerOf(int row) const { return analysis_->lanes.size() - 1 - static_cast<std::size_t>(row); }
    std::optional<MapPlace> placeAt(QPointF position) const;
    /// Pixels from the plot's left edge.
    double plotX(QPointF position) const { return position.x() - parts().left(); }
    void point(const std::optional<MapPlace>& place);
    bool moveByKey(int key, bool toRuns);
    bool actByKey(QKeyEvent* event);
    bool pinch(QGestureEvent* event);
    bool showToolTip(QHelpEvent* event);

    Session& session_;
    MapNavigation navigation_;
    std::shared_ptr<const ChainAnalysis> analysis_;
    LaneCache cache_;
    VolumeRuler ruler_;
    engine::GuestRangeSet highlight_;
    std::optional<std::size_t> highlightLayer_;
    ClassSet shown_ = ClassSet().set();
    QScrollBar* bar_;
    int gutter_ = 0;

    std::optional<MapPlace> pointed_;
    /// Where a button went down, what was shown then, and whether the pointer has moved since.
    struct Drag {
        QPointF from;
        engine::GuestRange window;
        int scroll = 0;
        bool moved = false;
    };
    std::optional<Drag> drag_;
};

}  // namespace widgets
