#include "widgets/basics/copy_rows.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>
#include <QTreeView>

#include <algorithm>

namespace widgets {

namespace {

const QHeaderView* headerOf(const QAbstractItemView& view)
{
    if (const auto* tree = qobject_cast<const QTreeView*>(&view))
        return tree->header();
    const auto* table = qobject_cast<const QTableView*>(&view);
    return table ? table->horizontalHeader() : nullptr;
}

void copy(const QAbstractItemView& view)
{
    QGuiApplication::clipboard()->setText(selectedRowsText(view));
}

}  // namespace

QString selectedRowsText(const QAbstractItemView& view)
{
    const QHeaderView* header = headerOf(view);
    QModelIndexList rows = view.selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [&view](const QModelIndex& a, const QModelIndex& b) {
        return view.visualRect(a).top() < view.visualRect(b).top();
    });
    QString text;
    for (const QModelIndex& row : rows) {
        QStringList cells;
        for (int place = 0; place < header->count(); ++place)
            if (const int column = header->logicalIndex(place); !header->isSectionHidden(column))
                cells += row.siblingAtColumn(column).data().toString();
        text += cells.join('\t') + '\n';
    }
    return text;
}

void makeRowsCopyable(QAbstractItemView& view)
{
    auto* action = new QAction(&view);
    action->setShortcut(QKeySequence::Copy);
    action->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(action, &QAction::triggered, &view, [&view] { copy(view); });
    view.addAction(action);
    if (view.contextMenuPolicy() != Qt::DefaultContextMenu)
        return;
    view.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&view, &QWidget::customContextMenuRequested, &view, [&view](const QPoint& place) {
        auto* menu = new QMenu(&view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(QCoreApplication::translate("CopyRows", "Copy"), &view, [&view] { copy(view); })
            ->setEnabled(view.selectionModel()->hasSelection());
        menu->popup(view.viewport()->mapToGlobal(place));
    });
}

}  // namespace widgets
