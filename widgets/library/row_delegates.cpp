#include "widgets/library/row_delegates.h"

#include "widgets/library/library_model.h"

#include <QApplication>
#include <QPainter>

namespace widgets {

namespace {

constexpr int narrowestStripe = 96;
constexpr int badgeMargin = 6;

QStyle* styleOf(const QStyleOptionViewItem& option)
{
    return option.widget ? option.widget->style() : QApplication::style();
}

int badgeWidth(const QStyleOptionViewItem& option, const QVariant& badge)
{
    return badge.isValid() ? option.fontMetrics.horizontalAdvance(badge.toString()) + 3 * badgeMargin : 0;
}

void paintStripe(QPainter& painter, const QRect& area, const MapStripe& stripe, bool dark)
{
    const int width = area.width();
    const auto classAt = [&](int x) {
        return stripe.classes.at(static_cast<std::size_t>(x) * MapStripe::columns / static_cast<std::size_t>(width));
    };
    for (int x = 0; x < width;) {
        int end = x + 1;
        while (end < width && classAt(end) == classAt(x))
            ++end;
        paintClass(painter, QRectF(area.left() + x, area.top(), end - x, area.height()), classAt(x), dark);
        x = end;
    }
}

}  // namespace

void StripeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    styleOf(cell)->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    const auto* stripe = static_cast<const MapStripe*>(index.data(LibraryModel::StripeRole).value<const void*>());
    const QRect area = cell.rect.adjusted(4, 3, -4, -3);
    if (!stripe || area.width() <= 2 || area.height() <= 2)
        return;
    painter->fillRect(area, cell.palette.color(QPalette::Base));
    paintStripe(*painter, area.adjusted(1, 1, -1, -1), *stripe, isDark(cell.palette));
    painter->setPen(cell.palette.color(QPalette::Mid));
    painter->drawRect(area.adjusted(0, 0, -1, -1));
}

QSize StripeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return {narrowestStripe, option.fontMetrics.height() + 6};
}

void NameDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant badge = index.data(LibraryModel::BadgeRole);
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const int width = badgeWidth(cell, badge);
    const QRect whole = cell.rect;
    cell.textElideMode = Qt::ElideMiddle;
    styleOf(cell)->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    cell.rect.setRight(whole.right() - width);
    styleOf(cell)->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    if (width == 0)
        return;
    const int text = cell.fontMetrics.horizontalAdvance(cell.text);
    const int iconEnd = cell.rect.left() + cell.decorationSize.width() + 2 * badgeMargin;
    const int left = std::min(iconEnd + text, cell.rect.right());
    const QRectF pill(left + badgeMargin / 2, whole.top() + 2.5, width - badgeMargin, whole.height() - 5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const bool dark = isDark(cell.palette);
    painter->setBrush(classColour(ClusterClass::Live, dark));
    painter->drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter->setPen(dark ? Qt::black : Qt::white);
    painter->drawText(pill, Qt::AlignCenter, badge.toString());
    painter->restore();
}

QSize NameDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.rwidth() += badgeWidth(option, index.data(LibraryModel::BadgeRole));
    return size.expandedTo({0, option.fontMetrics.height() + 6});
}

}  // namespace widgets
