#include "widgets/fleet/fleet_table.h"

#include "widgets/basics/copy_rows.h"
#include "widgets/fleet/fleet_model.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace widgets {

namespace {

int lettersOf(int column)
{
    switch (column) {
    case FleetModel::Name:
        return 24;
    case FleetModel::State:
    case FleetModel::OnDisk:
    case FleetModel::Garbage:
        return 13;
    default:
        return 18;
    }
}

/// A state begins with what matters; of names, both ends tell.
class ElideRight : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideRight;
    }
};

}  // namespace

FleetTable::FleetTable(QAbstractItemModel& rows, QWidget* parent) : QTableView(parent)
{
    setModel(&rows);
    setSortingEnabled(true);
    sortByColumn(FleetModel::Name, Qt::AscendingOrder);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    setTextElideMode(Qt::ElideMiddle);
    setItemDelegateForColumn(FleetModel::State, new ElideRight(this));
    makeRowsCopyable(*this);
    const int letter = fontMetrics().averageCharWidth();
    for (int column = 0; column < FleetModel::columns; ++column)
        setColumnWidth(column, letter * lettersOf(column));
}

}  // namespace widgets
