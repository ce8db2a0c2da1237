#include "widgets/diagnosis/wrap_delegate.h"

#include <QHeaderView>
#include <QTreeView>

namespace widgets {

WrapDelegate::WrapDelegate(QTreeView* tree) : QStyledItemDelegate(tree), tree_(tree)
{
    tree_->setWordWrap(true);
    connect(tree_->header(), &QHeaderView::sectionResized, this, [this](int section) {
        if (section == 0)
            emit sizeHintChanged({});
    });
}

QSize WrapDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    int depth = tree_->rootIsDecorated() ? 1 : 0;
    for (QModelIndex parent = index.parent(); parent.isValid(); parent = parent.parent())
        ++depth;
    QStyleOptionViewItem shown = option;
    shown.rect = QRect(0, 0, std::max(tree_->columnWidth(0) - depth * tree_->indentation(), 60), QWIDGETSIZE_MAX);
    return QStyledItemDelegate::sizeHint(shown, index);
}

}  // namespace widgets
