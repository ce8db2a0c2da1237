#pragma once

#include <QRect>
#include <QSize>

#include <optional>

namespace widgets {

/// Where the parts of the map lie: names at the left; beside them the ruler of volumes, the lanes, the lane of the
/// result and the axis, one below the other. Pure numbers, in logical pixels. Rows count from the top layer.
struct MapGeometry {
    static constexpr int gap = 3;  ///< between lanes
    static constexpr int lowestLane = 14;
    static constexpr int highestLane = 56;

    QSize size;
    int rows = 0;
    int gutter = 0;  ///< width of the names
    int line = 0;    ///< height of a line of text
    int bar = 0;     ///< width of a scroll bar
    int scroll = 0;  ///< pixels that the lanes are moved up

    int laneHeight() const;
    /// Of all lanes, shown or not.
    int contentHeight() const { return rows * (laneHeight() + gap); }
    bool scrolls() const { return contentHeight() > lanes().height(); }
    int lastScroll() const { return contentHeight() - lanes().height(); }

    int left() const { return gutter; }
    int width() const;
    QRect ruler() const { return {left(), 0, width(), rulerHeight()}; }
    /// The part in which lanes are seen, without the names.
    QRect lanes() const;
    QRect lane(int row) const;
    QRect result() const;
    QRect axis() const;
    /// Everything under which a byte of the disk lies.
    QRect plot() const;

    /// Also right of or left of the lane. Nothing: no lane is seen there.
    std::optional<int> rowAt(int y) const;
    /// The scroll at which the row is seen, as near as possible to the present one.
    int scrollTo(int row) const;

private:
    int rulerHeight() const { return line + 10; }
    int axisHeight() const { return line + 8; }
    /// For the lanes and the result's.
    int roomForLanes() const;
};

}  // namespace widgets
