#include "widgets/inspector/treemap_layout.h"

#include <algorithm>
#include <numeric>

namespace widgets {

namespace {

/// The worst ratio of sides among rectangles that share a row of that thickness.
double worstRatio(double largest, double smallest, double sum, double side)
{
    const double thickness = sum / side;
    return std::max(thickness * thickness / smallest, largest / (thickness * thickness));
}

/// Lays one row along the shorter side of `left` and takes it away from there.
void layRow(std::span<const double> areas, QRectF& left, std::vector<QRectF>& cells)
{
    const double sum = std::accumulate(areas.begin(), areas.end(), 0.0);
    const bool upright = left.width() >= left.height();
    const double thickness = sum / (upright ? left.height() : left.width());
    double at = upright ? left.top() : left.left();
    for (const double area : areas) {
        const double length = area / thickness;
        cells.push_back(upright ? QRectF(left.left(), at, thickness, length)
                                : QRectF(at, left.top(), length, thickness));
        at += length;
    }
    if (upright)
        left.setLeft(std::min(left.left() + thickness, left.right()));
    else
        left.setTop(std::min(left.top() + thickness, left.bottom()));
}

}  // namespace

std::vector<QRectF> squarified(const QRectF& area, std::span<const std::uint64_t> values)
{
    std::vector<QRectF> cells;
    cells.reserve(values.size());
    double total = 0;
    std::vector<double> areas;
    for (const std::uint64_t value : values) {
        if (value == 0)
            break;
        areas.push_back(static_cast<double>(value));
        total += areas.back();
    }
    for (double& value : areas)
        value *= area.width() * area.height() / total;

    QRectF left = area;
    for (std::size_t first = 0; first < areas.size();) {
        const double side = std::min(left.width(), left.height());
        if (side <= 0)
            break;
        double sum = areas[first];
        std::size_t end = first + 1;
        while (end < areas.size() && worstRatio(areas[first], areas[end], sum + areas[end], side) <=
                                         worstRatio(areas[first], areas[end - 1], sum, side))
            sum += areas[end++];
        layRow(std::span(areas).subspan(first, end - first), left, cells);
        first = end;
    }
    cells.resize(values.size());
    return cells;
}

}  // namespace widgets
