#include "widgets/library/row_delegates.h"

#include "widgets/library/library_model.h"

#include <QApplication>
#include <QPainter>

namespace widgets {

namespace {

constexpr int narrowestStripe = 36;
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

void paintBadge(QPainter& painter, const QStyleOptionViewItem& cell, const QRectF& pill, const QString& text)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool dark = isDark(cell.palette);
    painter.setBrush(classColour(ClusterClass::Live, dark));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(dark ? Qt::black : Qt::white);
    painter.drawText(pill, Qt::AlignCenter, text);
    painter.restore();
}

void paintFolder(QPainter& painter, const QStyleOptionViewItem& cell, const QRect& area, const QString& folder)
{
    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    painter.save();
    painter.setPen(cell.palette.color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText));
    painter.setFont(cell.font);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                     cell.fontMetrics.elidedText(folder, Qt::ElideMiddle, area.width()));
    painter.restore();
}

}  // namespace

void StripeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    styleOf(cell)->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    const auto* stripe = static_cast<const MapStripe*>(index.data(LibraryModel::StripeRole).value<const void*>());
    const QRect area = cell.rect.adjusted(2, 3, -2, -3);
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
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QVariant badge = index.data(LibraryModel::BadgeRole);
    const int pill = badgeWidth(cell, badge);
    const QRect whole = cell.rect;
    const int iconWidth = cell.icon.isNull() ? 0 : cell.decorationSize.width() + badgeMargin;
    const int room = whole.width() - iconWidth - pill - badgeMargin;
    const int name = cell.fontMetrics.horizontalAdvance(cell.text) + badgeMargin;
    // The name comes first, but for a folder of which nothing would be left.
    const QString folder = index.data(LibraryModel::FolderRole).toString();
    const int wanted = folder.isEmpty() ? 0 : cell.fontMetrics.horizontalAdvance(folder) + badgeMargin;
    const int beside = std::min(wanted, std::max(room - name, room * 2 / 5));
    cell.textElideMode = Qt::ElideMiddle;
    styleOf(cell)->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    cell.rect.setRight(whole.right() - pill - beside);
    styleOf(cell)->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    int left = std::min(whole.left() + iconWidth + name, cell.rect.right());
    if (pill > 0) {
        paintBadge(*painter, cell,
                   QRectF(left + badgeMargin / 2, whole.top() + 2.5, pill - badgeMargin, whole.height() - 5),
                   badge.toString());
        left += pill;
    }
    if (beside > 0)
        paintFolder(*painter, cell,
                    QRect(left + badgeMargin / 2, whole.top(), beside - badgeMargin / 2, whole.height()), folder);
}

QSize NameDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.rwidth() += badgeWidth(option, index.data(LibraryModel::BadgeRole));
    if (const QVariant folder = index.data(LibraryModel::FolderRole); folder.isValid())
        size.rwidth() += option.fontMetrics.horizontalAdvance(folder.toString()) + badgeMargin;
    return size.expandedTo({0, option.fontMetrics.height() + 6});
}

}  // namespace widgets
