#include "widgets/map/legend_item.h"

#include <QPainter>
#include <QStyleOption>

namespace widgets {

namespace {

constexpr int swatchWidth = 22;
constexpr int swatchHeight = 14;
constexpr int space = 6;

}  // namespace

LegendItem::LegendItem(ClusterClass clusterClass, QWidget* parent) : QAbstractButton(parent), class_(clusterClass)
{
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    retranslate();
}

void LegendItem::setFigures(const QString& figures, const QString& exact)
{
    figures_ = figures;
    exact_ = exact;
    retranslate();
}

void LegendItem::retranslate()
{
    setText(className(class_));
    setAccessibleName(tr("%1: %2").arg(text(), figures_));
    setToolTip(classMeaning(class_) + '\n' + exact_ + '\n' + tr("Click to dim or to show this class"));
    update();
}

QSize LegendItem::sizeHint() const
{
    // Room for the longest figures, so that nothing moves when they change.
    const bool percent = class_ != ClusterClass::Zero && class_ != ClusterClass::Unallocated;
    const int name = fontMetrics().horizontalAdvance(className(class_));
    const int figures =
        fontMetrics().horizontalAdvance(percent ? QStringLiteral("999.9 GiB  99 %") : QStringLiteral("999.9 GiB"));
    return {swatchWidth + name + figures + 4 * space, std::max(swatchHeight, fontMetrics().height()) + space};
}

void LegendItem::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const bool dark = isDark(palette());
    if (underMouse() || hasFocus()) {
        painter.setPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
    const QRectF swatch(space, (height() - swatchHeight) / 2.0, swatchWidth, swatchHeight);
    painter.fillRect(swatch, palette().color(QPalette::Base));
    painter.setOpacity(isChecked() ? 1 : 0.12);
    paintClass(painter, swatch, class_, dark);
    painter.setOpacity(isChecked() ? 1 : 0.5);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect words = rect().adjusted(2 * space + swatchWidth, 0, -space, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, text());
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignRight, figures_);
}

}  // namespace widgets
