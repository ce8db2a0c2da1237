#include "widgets/map/map_geometry.h"

#include <algorithm>

namespace widgets {

int MapGeometry::roomForLanes() const
{
    return std::max(0, size.height() - rulerHeight() - axisHeight() - 2 * gap);
}

int MapGeometry::laneHeight() const
{
    return std::clamp((roomForLanes() - gap) / (rows + 1) - gap, lowestLane, highestLane);
}

int MapGeometry::width() const
{
    // The bar's place is kept free always: lanes do not move when one more layer comes.
    return std::max(1, size.width() - gutter - bar);
}

QRect MapGeometry::lanes() const
{
    const int room = std::max(laneHeight() + gap, roomForLanes() - laneHeight() - 2 * gap);
    return {left(), rulerHeight() + gap, width(), std::min(contentHeight(), room)};
}

QRect MapGeometry::lane(int row) const
{
    const QRect area = lanes();
    return {area.left(), area.top() + row * (laneHeight() + gap) - scroll, area.width(), laneHeight()};
}

QRect MapGeometry::result() const
{
    return {left(), lanes().bottom() + 1 + 2 * gap, width(), laneHeight()};
}

QRect MapGeometry::axis() const
{
    return {left(), result().bottom() + 1 + gap, width(), axisHeight()};
}

QRect MapGeometry::plot() const
{
    return ruler().united(axis());
}

std::optional<int> MapGeometry::rowAt(int y) const
{
    const QRect area = lanes();
    if (y < area.top() || y > area.bottom())
        return std::nullopt;
    const int row = (y - area.top() + scroll) / (laneHeight() + gap);
    return row < rows ? std::optional(row) : std::nullopt;
}

int MapGeometry::scrollTo(int row) const
{
    const int top = row * (laneHeight() + gap);
    const int lowest = top + laneHeight() + gap - lanes().height();
    return std::clamp(scroll, std::max(0, lowest), std::max(0, top));
}

}  // namespace widgets
