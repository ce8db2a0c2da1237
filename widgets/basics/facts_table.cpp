#include "widgets/basics/facts_table.h"

#include "widgets/words/words.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>

namespace widgets {

namespace {

QString lineOf(const QTreeWidgetItem& item)
{
    return item.text(1).isEmpty() ? item.text(0) : item.text(0) + '\t' + item.text(1);
}

}  // namespace

FactsTable::FactsTable(QWidget* parent) : QTreeWidget(parent)
{
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(8);
    setUniformRowHeights(true);
    setTextElideMode(Qt::ElideMiddle);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    header()->setStretchLastSection(true);
}

void FactsTable::addGroup(const QString& title)
{
    group_ = new QTreeWidgetItem(this, {title});
    QFont bold = font();
    bold.setBold(true);
    group_->setFont(0, bold);
    group_->setFirstColumnSpanned(true);
}

void FactsTable::addFact(const QString& name, const QString& value, const QString& detail)
{
    auto* item = group_ ? new QTreeWidgetItem(group_, {name, value}) : new QTreeWidgetItem(this, {name, value});
    item->setToolTip(1, toolTipText(detail.isEmpty() ? value : detail));
    item->setToolTip(0, toolTipText(name));
}

void FactsTable::addSize(const QString& name, std::uint64_t bytes)
{
    addFact(name, sizeText(bytes), exactSizeText(bytes));
}

QString FactsTable::text() const
{
    QStringList lines;
    for (int top = 0; top < topLevelItemCount(); ++top) {
        lines += lineOf(*topLevelItem(top));
        for (int child = 0; child < topLevelItem(top)->childCount(); ++child)
            lines += lineOf(*topLevelItem(top)->child(child));
    }
    return lines.join('\n');
}

void FactsTable::finish()
{
    expandAll();
    resizeColumnToContents(0);
    if (columnWidth(0) > width() / 2 && width() > 200)
        setColumnWidth(0, width() / 2);
    group_ = nullptr;
}

void FactsTable::setHint(const QString& hint)
{
    hint_ = hint;
    viewport()->update();
}

void FactsTable::paintEvent(QPaintEvent* event)
{
    QTreeWidget::paintEvent(event);
    if (topLevelItemCount() > 0 || hint_.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport()->rect().adjusted(12, 12, -12, -12), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     hint_);
}

void FactsTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copy(selectedText());
    else
        QTreeWidget::keyPressEvent(event);
}

void FactsTable::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Copy")), &QAction::triggered, this, [this] { copy(selectedText()); });
    connect(menu->addAction(tr("Copy all")), &QAction::triggered, this, [this] { copy(text()); });
    menu->popup(event->globalPos());
}

void FactsTable::copy(const QString& text) const
{
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

QString FactsTable::selectedText() const
{
    QStringList lines;
    for (const QTreeWidgetItem* item : selectedItems())
        lines += lineOf(*item);
    return lines.join('\n');
}

}  // namespace widgets
