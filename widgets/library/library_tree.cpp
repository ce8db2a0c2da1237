#include "widgets/library/library_tree.h"

#include "widgets/library/library_model.h"
#include "widgets/library/row_delegates.h"

#include <QHeaderView>

namespace widgets {

LibraryTree::LibraryTree(QWidget* parent) : QTreeView(parent)
{
    setUniformRowHeights(true);
    setIndentation(14);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAllColumnsShowFocus(true);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSortingEnabled(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setItemDelegateForColumn(LibraryModel::Name, new NameDelegate(this));
    setItemDelegateForColumn(LibraryModel::Map, new StripeDelegate(this));
    header()->setStretchLastSection(true);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    sortByColumn(LibraryModel::Name, Qt::AscendingOrder);
}

void LibraryTree::keyboardSearch(const QString& search)
{
    if (const QModelIndex current = currentIndex(); current.column() > 0)
        selectionModel()->setCurrentIndex(current.siblingAtColumn(0), QItemSelectionModel::NoUpdate);
    QTreeView::keyboardSearch(search);
}

QModelIndexList LibraryTree::shownRows() const
{
    QModelIndexList rows;
    for (QModelIndex row = indexAt({0, 0}); row.isValid() && visualRect(row).top() < viewport()->height();
         row = indexBelow(row))
        rows.append(row.siblingAtColumn(0));
    return rows;
}

void LibraryTree::scrollContentsBy(int dx, int dy)
{
    QTreeView::scrollContentsBy(dx, dy);
    emit shownRowsChanged();
}

void LibraryTree::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    emit shownRowsChanged();
}

}  // namespace widgets
