#pragma once

#include <QStyledItemDelegate>

class QTreeView;

namespace widgets {

/// Texts of a tree's first column as high as they need to be read whole; the tree wraps words.
class WrapDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit WrapDelegate(QTreeView* tree);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QTreeView* tree_;
};

}  // namespace widgets
