#pragma once

#include "widgets/data/session.h"
#include "widgets/map/map_scale.h"
#include "widgets/map/map_strip.h"

#include <QWidget>

namespace widgets {

/// The whole disk as a read through the chain sees it, with the shown part in a frame: drag the frame or its sides, or
/// click to go there. What it does, the keys of the map do too.
class Minimap : public QWidget {
    Q_OBJECT

public:
    explicit Minimap(Session& session, QWidget* parent = nullptr);

    void setHighlight(engine::GuestRangeSet ranges);
    /// Room at both sides, so that it lies below the map's plot; the left one holds its name.
    void setMargins(int left, int right);
    /// The frame as it is seen.
    QRectF frame() const;
    QSize sizeHint() const override { return {400, 24}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Grip : std::uint8_t { None, Left, Right, Frame };

    bool ready() const;
    QRect strip() const { return rect().adjusted(left_, 3, -right_, -3); }
    /// Of the whole disk.
    MapScale scale() const;
    Grip gripAt(QPointF position) const;
    void centreOn(double x);
    void drag(double x);
    void retranslate();

    Session& session_;
    MapStrip strip_;
    engine::GuestRangeSet highlight_;
    int left_ = 0;
    int right_ = 0;
    Grip grip_ = Grip::None;
    engine::GuestOffset gripped_;  ///< where the pointer went down
    engine::GuestRange before_;    ///< the window at that time
};

}  // namespace widgets
