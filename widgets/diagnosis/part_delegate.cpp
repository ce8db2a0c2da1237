#include "widgets/diagnosis/part_delegate.h"

#include "widgets/basics/cluster_class.h"
#include "widgets/savings/saving_parts.h"

#include <QPainter>

#include <optional>

namespace widgets {

namespace {

/// The look of a part; those that take bytes off have none.
std::optional<SavingPart> lookOf(engine::Part part)
{
    using engine::Part;
    switch (part) {
    case Part::Live:
        return SavingPart::Live;
    case Part::Rounding:
        return SavingPart::Rounding;
    case Part::Unknown:
        return SavingPart::Unknown;
    case Part::Behind:
        return SavingPart::Behind;
    case Part::Garbage:
        return SavingPart::Garbage;
    case Part::Duplicate:
        return SavingPart::Duplicate;
    case Part::Zero:
        return SavingPart::Zero;
    case Part::Hidden:
        return SavingPart::Hidden;
    case Part::Snapshots:
        return SavingPart::Snapshots;
    case Part::Bitmaps:
    case Part::Metadata:
        return SavingPart::Metadata;
    case Part::Leaked:
        return SavingPart::Leaked;
    case Part::Preallocated:
    case Part::Unused:
        return SavingPart::Other;
    case Part::Compression:
    case Part::Shared:
    case Part::Elsewhere:
        break;
    }
    return std::nullopt;
}

}  // namespace

void PartDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant part = index.data(PartRole);
    if (!part.isValid())
        return;
    const QRectF room = QRectF(option.rect).adjusted(4, 3, -4, -3);
    const double start = index.data(StartRole).toDouble();
    const double end = index.data(EndRole).toDouble();
    const QRectF bar(room.left() + std::min(start, end) * room.width(), room.top(),
                     std::max(1.0, std::abs(end - start) * room.width()), room.height());
    painter->save();
    if (const auto look = lookOf(static_cast<engine::Part>(part.toInt()))) {
        paintPart(*painter, bar, *look, isDark(option.palette));
    } else {
        painter->setPen(QPen(option.palette.color(QPalette::Text), 1, Qt::DashLine));
        painter->drawRect(bar);
    }
    painter->restore();
}

}  // namespace widgets
