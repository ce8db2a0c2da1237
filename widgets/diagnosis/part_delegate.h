#pragma once

#include "plan/diagnosis/layer_account.h"

#include <QStyledItemDelegate>

namespace widgets {

/// Draws a step of a waterfall: from where to where, in the colour and the pattern of its part.
class PartDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// Data of an item: the part as int, and both ends as parts of the whole, 0 to 1.
    enum Role { PartRole = Qt::UserRole + 1, StartRole, EndRole };

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace widgets
