#include "widgets/library/library_tree.h"

#include "widgets/basics/copy_rows.h"
#include "widgets/library/library_model.h"
#include "widgets/library/row_delegates.h"

#include <QHeaderView>

#include <algorithm>
#include <utility>

namespace widgets {

namespace {

constexpr int widestIndentation = 14;
constexpr int mostIndented = 84;  ///< of all levels together

}  // namespace

LibraryTree::LibraryTree(QWidget* parent) : QTreeView(parent)
{
    setUniformRowHeights(true);
    setIndentation(widestIndentation);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAllColumnsShowFocus(true);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSortingEnabled(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    makeRowsCopyable(*this);
    setItemDelegateForColumn(LibraryModel::Name, new NameDelegate(this));
    setItemDelegateForColumn(LibraryModel::Map, new StripeDelegate(this));
    header()->setStretchLastSection(true);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    sortByColumn(LibraryModel::Name, Qt::AscendingOrder);
    // Who clicks on a figure looks for the largest.
    connect(header(), &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
        const bool figure = column >= LibraryModel::VirtualSize && column <= LibraryModel::Saving;
        if (std::exchange(sorted_, column) != column && figure && order == Qt::AscendingOrder)
            header()->setSortIndicator(column, Qt::DescendingOrder);
    });
}

void LibraryTree::fitIndentation()
{
    const auto depthBelow = [this](const QModelIndex& index, const auto& self) -> int {
        int depth = 0;
        for (int row = 0; row < model()->rowCount(index); ++row)
            depth = std::max(depth, self(model()->index(row, 0, index), self));
        return depth + 1;
    };
    setIndentation(std::clamp(mostIndented / depthBelow({}, depthBelow), 1, widestIndentation));
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
