#include "widgets/map/map_overlay.h"

#include "widgets/data/read_path.h"

#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace widgets {

using engine::GuestOffset;
using engine::GuestRange;

MapOverlay::MapOverlay(QPainter& painter, const MapGeometry& geometry, const MapScale& scale,
                       const ChainAnalysis& analysis, const QPalette& palette)
    : painter_(painter), geometry_(geometry), scale_(scale), analysis_(analysis), palette_(palette)
{
}

void MapOverlay::highlighted(const engine::GuestRangeSet& ranges, std::optional<std::size_t> layer)
{
    QColor wash = palette_.color(QPalette::Highlight);
    const QRect ruler = geometry_.ruler();
    paintRanges(painter_, QRect(ruler.left(), ruler.bottom() - 2, ruler.width(), 4), scale_, ranges, wash);
    wash.setAlphaF(0.3F);
    const bool one = layer && *layer < analysis_.lanes.size();
    const QRect lanes = geometry_.lanes().united(geometry_.result());
    paintRanges(painter_, one ? geometry_.lane(rowOf(*layer)).intersected(geometry_.lanes()) : lanes, scale_, ranges,
                wash);
}

void MapOverlay::pointer(GuestOffset offset)
{
    QColor line = palette_.color(QPalette::WindowText);
    line.setAlphaF(0.6F);
    const QRect plot = geometry_.plot();
    const double x = plot.left() + std::floor(scale_.xOf(offset));
    painter_.fillRect(QRectF(x, geometry_.lanes().top(), 1, geometry_.axis().top() + 5 - geometry_.lanes().top()),
                      line);
}

double MapOverlay::middle(std::size_t layer) const
{
    const QRect lane = geometry_.lane(rowOf(layer));
    return lane.top() + lane.height() / 2.0;
}

void MapOverlay::selectedLane(std::size_t layer)
{
    painter_.setBrush(Qt::NoBrush);
    painter_.setPen(QPen(palette_.color(QPalette::Highlight), 2));
    painter_.drawRect(QRectF(geometry_.lane(rowOf(layer))).adjusted(-1, 0, 1, 0));
}

void MapOverlay::selectedRun(std::size_t layer, GuestOffset offset)
{
    const LaneMap& lane = *analysis_.lanes[layer];
    if (offset.bytes() >= lane.size())
        return;
    const GuestRange run = lane.runAt(offset).range;
    const double left = std::clamp(scale_.xOf(run.start), -4.0, scale_.width + 4);
    const double right = std::clamp(scale_.xOf(run.end()), -4.0, scale_.width + 4);
    if (right - left < 4)
        return;
    const QRect area = geometry_.lane(rowOf(layer));
    QPainterPath frame;
    frame.addRect(QRectF(area.left() + left, area.top(), right - left, area.height()).adjusted(1, 1, -1, -1));
    stroke(frame, 1);
}

void MapOverlay::stroke(const QPainterPath& path, double width)
{
    painter_.setBrush(Qt::NoBrush);
    painter_.strokePath(path, QPen(palette_.color(QPalette::Base), width + 2));
    painter_.strokePath(path, QPen(palette_.color(QPalette::WindowText), width));
}

void MapOverlay::dot(double x, double y, bool filled)
{
    painter_.setPen(QPen(palette_.color(QPalette::WindowText), 1.5));
    painter_.setBrush(palette_.color(filled ? QPalette::WindowText : QPalette::Base));
    painter_.drawEllipse(QPointF(x, y), 3.5, 3.5);
}

/// An arrow head where a layer answers; a bar where none does.
void MapOverlay::end(double x, double y, bool answered)
{
    QPainterPath shape;
    if (answered) {
        shape.addPolygon(QPolygonF{QPointF(x - 5, y - 6), QPointF(x + 5, y - 6), QPointF(x, y + 3)});
        shape.closeSubpath();
        stroke(shape, 1);
        painter_.fillPath(shape, palette_.color(QPalette::WindowText));
    } else {
        shape.moveTo(x - 6, y);
        shape.lineTo(x + 6, y);
        stroke(shape, 2);
    }
}

void MapOverlay::readPath(GuestOffset offset)
{
    if (!scale_.window.contains(offset))
        return;
    const ReadPath path = widgets::readPath(analysis_, offset);
    const std::size_t top = analysis_.lanes.size() - 1;
    const std::size_t last = path.answering ? *path.answering : path.endedAt ? *path.endedAt : 0;
    const double x = geometry_.left() + scale_.xOf(offset) + std::min(scale_.pixelsPerByte() / 2, 0.5);
    const double bottom = middle(last) + (path.answering ? 0 : geometry_.laneHeight() / 2.0 - 1);
    painter_.save();
    painter_.setRenderHint(QPainter::Antialiasing);
    QPainterPath line;
    line.moveTo(x, geometry_.lane(rowOf(top)).top() - MapGeometry::gap);
    line.lineTo(x, path.answering ? bottom - 5 : bottom);
    stroke(line, 2);
    for (const std::size_t layer : path.passed)
        dot(x, middle(layer), false);
    end(x, bottom, path.answering.has_value());
    painter_.restore();
}

void paintRanges(QPainter& painter, const QRect& area, const MapScale& scale, const engine::GuestRangeSet& ranges,
                 const QColor& colour)
{
    const GuestOffset end = scale.window.end();
    for (GuestOffset from = scale.window.start; from < end;) {
        const auto range = ranges.nextAt(from);
        if (!range || range->start >= end)
            return;
        const double left = std::floor(scale.xOf(std::max(range->start, from)));
        const double right = std::max(left + 1, std::ceil(scale.xOf(std::min(range->end(), end))));
        painter.fillRect(QRectF(area.left() + left, area.top(), std::min(right, scale.width) - left, area.height()),
                         colour);
        if (right >= scale.width)
            return;
        from = std::max(range->end(), scale.offsetAt(right));
    }
}

}  // namespace widgets
