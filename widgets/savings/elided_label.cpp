#include "widgets/savings/elided_label.h"

#include "widgets/words/words.h"

#include <QPainter>

#include <algorithm>

namespace widgets {

ElidedLabel::ElidedLabel(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text)
{
    setTexts({text});
}

void ElidedLabel::setTexts(const QStringList& texts)
{
    if (texts == texts_)
        return;
    texts_ = texts;
    const QString text = this->text();
    setAccessibleName(text);
    // A tool tip that looks like markup would be shown as such.
    setToolTip(toolTipText(text));
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()), fontMetrics().height()};
}

QString ElidedLabel::shownText() const
{
    const auto fits = [this](const QString& text) { return fontMetrics().horizontalAdvance(text) <= width(); };
    const auto fitting = std::find_if(texts_.begin(), texts_.end(), fits);
    return fitting != texts_.end() ? *fitting : fontMetrics().elidedText(texts_.back(), Qt::ElideRight, width());
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, shownText());
}

}  // namespace widgets
