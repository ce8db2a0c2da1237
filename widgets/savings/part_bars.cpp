#include "widgets/savings/part_bars.h"

namespace widgets {

PartBars::PartBars(QCPAxis* keyAxis, QCPAxis* valueAxis, std::optional<SavingPart> part)
    : QCPBars(keyAxis, valueAxis), part_(part)
{
    setWidthType(QCPBars::wtPlotCoords);
    setAntialiased(false);
}

QRectF PartBars::barAt(double key) const
{
    for (const QCPBarsData& bar : *data()) {
        if (bar.key == key && bar.value != 0)
            return getBarRect(bar.key, bar.value).normalized();
    }
    return {};
}

void PartBars::draw(QCPPainter* painter)
{
    const QPalette& palette = parentPlot()->palette();
    const QColor text = palette.color(QPalette::WindowText);
    for (const QCPBarsData& bar : *data()) {
        const QRectF area = getBarRect(bar.key, bar.value).normalized();
        if (bar.value == 0)
            continue;
        if (part_) {
            paintPart(*painter, area, *part_, isDark(palette));
        } else if (bar.value > 0) {
            painter->fillRect(area, text);
        } else {
            painter->setPen(QPen(text, 1, Qt::DashLine));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(area);
        }
    }
}

void prepareBarPlot(QCustomPlot& plot)
{
    plot.setFocusPolicy(Qt::NoFocus);
    plot.setMouseTracking(true);
    plot.plotLayout()->setRowSpacing(0);
    plot.axisRect()->setAutoMargins(QCP::msLeft);
    plot.axisRect()->setMargins(QMargins(0, 2, 8, 2));
    plot.xAxis->setVisible(false);
    plot.xAxis->grid()->setVisible(false);
    plot.yAxis->grid()->setVisible(false);
    plot.yAxis->setSubTicks(false);
    plot.yAxis->setTickLength(0);
    plot.yAxis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    colourPlot(plot);
}

void colourPlot(QCustomPlot& plot)
{
    const QPalette& palette = plot.palette();
    const QColor text = palette.color(QPalette::WindowText);
    plot.setBackground(QBrush(palette.color(QPalette::Window)));
    for (QCPAxisRect* rect : plot.axisRects()) {
        for (QCPAxis* axis : rect->axes()) {
            axis->setBasePen(Qt::NoPen);
            axis->setTickPen(Qt::NoPen);
            axis->setSubTickPen(Qt::NoPen);
            axis->setTickLabelColor(text);
            axis->setTickLabelFont(plot.font());
            axis->setLabelColor(text);
        }
    }
    plot.replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace widgets
