#include "widgets/lab/lab_map.h"
#include "widgets/words/words.h"

#include <QPainter>
#include <QPainterPath>

namespace widgets {

namespace {

constexpr double narrowest = 7;  ///< pixels of a cell with a label

/// A line that shows on every class's colour.
void drawLine(QPainter& painter, const QPainterPath& line, const QColor& colour, const QColor& halo)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(halo, 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
}

}  // namespace

void LabMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), palette().base());
    if (!view_)
        return;
    paintTitles(painter);
    for (const LabGeometry::Lane& lane : geometry_.lanes())
        paintLane(painter, lane);
    paintSelection(painter);
    paintPath(painter);
}

void LabMap::paintTitles(QPainter& painter) const
{
    QFont bold = font();
    bold.setBold(true);
    painter.setPen(palette().color(QPalette::Text));
    for (const LabGeometry::Title& title : geometry_.titles()) {
        const QRectF line(4, title.top, width() - 8.0, geometry_.lineHeight());
        painter.setFont(font());
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight,
                         tr("clusters %1 to %2").arg(title.firstCluster).arg(title.firstCluster + title.clusters - 1));
        if (title.firstCluster > 0)
            continue;
        const ChainAnalysis& analysis = *view_->templates[title.templateNumber];
        QString text = tr("Template %1: %2").arg(title.templateNumber + 1).arg(fileNameText(analysis.chain.top().path));
        if (!analysis.chain.complete())
            text += "  -  " + tr("cannot be read");
        painter.setFont(bold);
        painter.drawText(line, Qt::AlignVCenter, text);
    }
    painter.setFont(font());
}

void LabMap::paintName(QPainter& painter, const LabGeometry::Lane& lane) const
{
    const QRectF area(4, lane.top, geometry_.gutter() - 10, geometry_.laneHeight());
    const QString name = nameOf(lane);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignRight,
                     painter.fontMetrics().elidedText(name, Qt::ElideMiddle, static_cast<int>(area.width())));
}

void LabMap::paintLane(QPainter& painter, const LabGeometry::Lane& lane) const
{
    paintName(painter, lane);
    const QRectF first = geometry_.cell(lane, lane.firstCluster);
    const QRectF all(first.topLeft(), QSizeF(first.width() * static_cast<double>(lane.clusters), first.height()));
    QColor grid = palette().color(QPalette::Text);
    grid.setAlpha(lane.layer ? 45 : 90);
    for (std::uint64_t at = 0; at < lane.clusters; ++at)
        paintCell(painter, lane, lane.firstCluster + at);
    if (lane.layer && !view_->templates[lane.templateNumber]->chain.layers()[*lane.layer].usable())
        painter.fillRect(all, QBrush(grid, Qt::FDiagPattern));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(grid, 1));
    for (std::uint64_t at = 1; at < lane.clusters; ++at) {
        const double x = all.left() + first.width() * static_cast<double>(at);
        painter.drawLine(QPointF(x, all.top()), QPointF(x, all.bottom()));
    }
    painter.drawRect(all);
    for (std::uint64_t cluster = lane.firstCluster; cluster < lane.firstCluster + lane.clusters; ++cluster) {
        if (!hasChanged(lane, cluster))
            continue;
        const QRectF cell = geometry_.cell(lane, cluster).adjusted(0.5, 0.5, -0.5, -0.5);
        QColor colour = palette().color(QPalette::Text);
        painter.setPen(QPen(colour, 2));
        if (flash_.state() == QAbstractAnimation::Running) {
            colour = palette().color(QPalette::Highlight);
            colour.setAlphaF(static_cast<float>(flash_.currentValue().toDouble()));
            painter.setBrush(colour);
        } else
            painter.setBrush(Qt::NoBrush);
        painter.drawRect(cell);
    }
}

void LabMap::paintCell(QPainter& painter, const LabGeometry::Lane& lane, std::uint64_t cluster) const
{
    const QRectF cell = geometry_.cell(lane, cluster);
    const ClusterClass clusterClass = classAt(lane, cluster);
    const bool dark = isDark(palette());
    paintClass(painter, cell, clusterClass, dark);
    const QString& label = drawn_[lane.templateNumber].labels[cluster];
    const bool labelled = clusterClass == ClusterClass::Live || clusterClass == ClusterClass::Duplicate;
    if (!labelled || label.isEmpty() || cell.width() < narrowest)
        return;
    QFont small = font();
    if (painter.fontMetrics().horizontalAdvance(label) > cell.width() - 2)
        small.setPointSizeF(
            std::max(5.0, small.pointSizeF() * (cell.width() - 2) / painter.fontMetrics().horizontalAdvance(label)));
    painter.setFont(small);
    painter.setPen(dark ? Qt::black : Qt::white);
    painter.drawText(cell, Qt::AlignCenter, label);
    painter.setFont(font());
}

void LabMap::paintSelection(QPainter& painter) const
{
    const auto [first, last] = selection();
    for (std::uint64_t cluster = first; cluster <= last; ++cluster) {
        const auto cell = geometry_.cell({current_.templateNumber, current_.layer, cluster});
        if (!cell)
            continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Base), 4));
        painter.drawRect(cell->adjusted(1, 1, -1, -1));
        QPen pen(palette().color(QPalette::Highlight), 2.5);
        pen.setStyle(hasFocus() ? Qt::SolidLine : Qt::DotLine);
        painter.setPen(pen);
        painter.drawRect(cell->adjusted(1, 1, -1, -1));
    }
}

void LabMap::paintPath(QPainter& painter) const
{
    const std::optional<ReadPath> way = path();
    const std::size_t number = current_.templateNumber;
    const std::size_t layers = view_->templates[number]->chain.layers().size();
    const auto result = geometry_.cell({number, std::nullopt, current_.cluster});
    const auto top = geometry_.cell({number, layers - 1, current_.cluster});
    if (!way || !result || !top)
        return;
    const std::size_t deepest = way->answering.value_or(0);
    const QRectF end = *geometry_.cell({number, deepest, current_.cluster});
    const QColor colour = palette().color(QPalette::Text);
    const QColor halo = palette().color(QPalette::Base);
    QPainterPath line(QPointF(top->center().x(), top->top() - 6));
    line.lineTo(end.center().x(), end.center().y());
    drawLine(painter, line, colour, halo);
    for (const std::size_t passed : way->passed) {
        const QRectF cell = *geometry_.cell({number, passed, current_.cluster});
        painter.setBrush(halo);
        painter.setPen(QPen(colour, 2));
        painter.drawEllipse(cell.center(), 3.5, 3.5);
    }
    painter.setPen(QPen(colour, 2));
    painter.setBrush(way->answering ? colour : halo);
    painter.drawEllipse(end.center(), 4.5, 4.5);
    // What was found goes to the guest, beside the cells of layers that were not asked.
    QPainterPath answer(end.center());
    const QPointF to(result->right() - 2, result->center().y());
    const double side = to.x() + 14;
    answer.cubicTo(QPointF(side, end.center().y()), QPointF(side, to.y()), to);
    drawLine(painter, answer, colour, halo);
    QPainterPath arrow(to);
    arrow.lineTo(to + QPointF(5, -6));
    arrow.moveTo(to);
    arrow.lineTo(to + QPointF(7, 3));
    drawLine(painter, arrow, colour, halo);
}

}  // namespace widgets
