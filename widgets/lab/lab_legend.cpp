#include "widgets/lab/lab_legend.h"

#include "widgets/basics/cluster_class.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <vector>

namespace widgets {

namespace {

struct Item {
    ClusterClass clusterClass;
    QRectF swatch;
    QRectF text;
};

/// From left to right, then in the next line.
std::vector<Item> layOut(const QFontMetrics& font, double width)
{
    const double line = font.height() * 1.4;
    const double swatch = font.height() * 1.6;
    std::vector<Item> items;
    QPointF at(4, 0);
    for (const ClusterClass each : clusterClasses) {
        const double text = font.horizontalAdvance(className(each));
        const double whole = swatch + 6 + text + font.averageCharWidth() * 2.5;
        if (at.x() + whole > width && at.x() > 4)
            at = {4, at.y() + line};
        items.push_back(
            {each, {at.x(), at.y() + line * 0.15, swatch, line * 0.7}, {at.x() + swatch + 6, at.y(), text + 2, line}});
        at.rx() += whole;
    }
    return items;
}

}  // namespace

LabLegend::LabLegend(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    retranslate();
}

int LabLegend::heightForWidth(int width) const
{
    return static_cast<int>(layOut(fontMetrics(), width).back().text.bottom()) + 2;
}

QSize LabLegend::sizeHint() const
{
    return {400, heightForWidth(std::max(400, width()))};
}

void LabLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const bool dark = isDark(palette());
    for (const Item& item : layOut(fontMetrics(), width())) {
        painter.fillRect(item.swatch, palette().base());
        paintClass(painter, item.swatch, item.clusterClass, dark);
        painter.setPen(palette().color(QPalette::Mid));
        painter.drawRect(item.swatch);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(item.text, Qt::AlignVCenter, className(item.clusterClass));
    }
}

bool LabLegend::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const Item& item : layOut(fontMetrics(), width())) {
        if (item.swatch.united(item.text).contains(help->pos()))
            QToolTip::showText(help->globalPos(), classMeaning(item.clusterClass), this);
    }
    return true;
}

void LabLegend::retranslate()
{
    setAccessibleName(tr("Legend"));
    QString text;
    for (const ClusterClass each : clusterClasses)
        text += className(each) + ": " + classMeaning(each) + "\n";
    setAccessibleDescription(text);
}

void LabLegend::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    updateGeometry();
    update();
    QWidget::changeEvent(event);
}

}  // namespace widgets
