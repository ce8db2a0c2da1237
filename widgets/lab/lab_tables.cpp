#include "widgets/lab/lab_tables.h"

#include "widgets/lab/lab_words.h"
#include "widgets/words/words.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

namespace lab = engine::lab;

namespace {

constexpr int clusterRole = Qt::UserRole + 1;

/// Where an entry leads, and what its bits say.
QString entryText(std::uint64_t entry)
{
    QString text = "0x" + QString::number(entry & engine::qcow2::entryOffsetMask, 16);
    if ((entry & engine::qcow2::entryCopied) != 0)
        text += " " + LabTables::tr("copied");
    if ((entry & engine::qcow2::entryZero) != 0)
        text += " " + LabTables::tr("zero");
    return text;
}

const lab::EntryChange* changeAt(const std::vector<lab::EntryChange>& changes, std::uint64_t index)
{
    const auto found = std::find_if(changes.begin(), changes.end(),
                                    [&](const lab::EntryChange& change) { return change.index == index; });
    return found == changes.end() ? nullptr : &*found;
}

}  // namespace

LabTables::LabTables(QWidget* parent) : QWidget(parent), image_(new QComboBox(this)), tree_(new QTreeWidget(this))
{
    tree_->setColumnCount(3);
    tree_->setAlternatingRowColors(true);
    tree_->setUniformRowHeights(true);
    tree_->setIndentation(10);
    tree_->setSelectionMode(QAbstractItemView::SingleSelection);
    tree_->header()->setStretchLastSection(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(image_);
    layout->addWidget(tree_, 1);
    connect(image_, &QComboBox::currentIndexChanged, this, [this] {
        if (!filling_)
            fill();
    });
    retranslate();
}

QString LabTables::currentFile() const
{
    return image_->currentData().toString();
}

void LabTables::setView(std::shared_ptr<const LabView> view)
{
    view_ = std::move(view);
    const QString before = currentFile();
    filling_ = true;
    image_->clear();
    for (const auto& [file, state] : view_->images)
        image_->addItem(plainText(file), QString::fromStdString(file));
    // What has changed is what a person wants to see.
    QString wanted = before;
    const auto mentioned = [&](const lab::ImageChange& change) {
        return QString::fromStdString(change.file) == before;
    };
    if (std::none_of(view_->changes.begin(), view_->changes.end(), mentioned)) {
        for (const lab::ImageChange& change : view_->changes)
            wanted = change.removed ? wanted : QString::fromStdString(change.file);
    }
    image_->setCurrentIndex(std::max(0, image_->findData(wanted)));
    filling_ = false;
    fill();
}

void LabTables::showImage(const QString& file)
{
    const int index = image_->findData(file);
    if (index >= 0)
        image_->setCurrentIndex(index);
}

void LabTables::showCluster(std::uint64_t cluster)
{
    for (int group = 0; group < tree_->topLevelItemCount(); ++group) {
        QTreeWidgetItem* rows = tree_->topLevelItem(group);
        for (int at = 0; at < rows->childCount(); ++at) {
            const QVariant held = rows->child(at)->data(0, clusterRole);
            if (held.isValid() && held.toULongLong() == cluster) {
                tree_->setCurrentItem(rows->child(at));
                return;
            }
        }
    }
    tree_->setCurrentItem(nullptr);
}

QTreeWidgetItem* LabTables::addGroup(const QString& title)
{
    auto* group = new QTreeWidgetItem(tree_, {title});
    group->setFirstColumnSpanned(true);
    QFont bold = font();
    bold.setBold(true);
    group->setFont(0, bold);
    group->setExpanded(true);
    return group;
}

void LabTables::addRow(QTreeWidgetItem* group, const QString& name, const QString& value, bool changed,
                       const QString& before)
{
    auto* row = new QTreeWidgetItem(group, {name, value, before});
    if (!changed)
        return;
    QFont bold = font();
    bold.setBold(true);
    for (int column = 0; column < 3; ++column) {
        row->setFont(column, bold);
        row->setBackground(column, palette().brush(QPalette::Highlight));
        row->setForeground(column, palette().brush(QPalette::HighlightedText));
    }
}

void LabTables::addHeader(const lab::Tables& tables, const lab::ImageChange* change)
{
    QTreeWidgetItem* group = addGroup(tr("Header"));
    for (const lab::HeaderField& field : lab::headerFields(tables)) {
        const lab::FieldChange* changed = nullptr;
        for (std::size_t at = 0; change && at < change->header.size(); ++at)
            changed = change->header[at].field == field.name ? &change->header[at] : changed;
        addRow(group, QString::fromLatin1(field.name.data()), plainText(field.value), changed,
               changed ? plainText(changed->before) : QString());
    }
}

void LabTables::addEntries(const lab::Tables& tables, const lab::ImageChange* change)
{
    static const std::vector<lab::EntryChange> none;
    const auto& l1 = change ? change->l1 : none;
    const auto& l2 = change ? change->l2 : none;
    QTreeWidgetItem* group = addGroup(tr("L1 table"));
    for (std::uint64_t index = 0; index < tables.l1.size(); ++index) {
        const lab::EntryChange* changed = changeAt(l1, index);
        addRow(group, tr("entry %1").arg(index), entryText(tables.l1[index]), changed,
               changed ? entryText(changed->before) : QString());
    }
    group = addGroup(tr("L2 entries, by guest cluster"));
    for (std::uint64_t cluster = 0; cluster < tables.guestClusters(); ++cluster) {
        const std::uint64_t entry = tables.entry(cluster);
        const lab::EntryChange* changed = changeAt(l2, cluster);
        if (entry == 0 && !changed)
            continue;
        addRow(group, tr("cluster %1").arg(cluster), entryText(entry), changed,
               changed ? entryText(changed->before) : QString());
        group->child(group->childCount() - 1)->setData(0, clusterRole, QVariant::fromValue<qulonglong>(cluster));
    }
}

void LabTables::addRefcounts(const lab::Tables& tables, const lab::ImageChange* change)
{
    QTreeWidgetItem* group = addGroup(tr("Refcounts, by host cluster"));
    const std::vector<lab::HostCluster> clusters = tables.countReferences();
    for (std::uint64_t cluster = 0; cluster < tables.hostClusters(); ++cluster) {
        const lab::EntryChange* changed = change ? changeAt(change->refcounts, cluster) : nullptr;
        QString use = hostUseText(clusters[cluster].use);
        if (clusters[cluster].use == lab::HostUse::Data || clusters[cluster].use == lab::HostUse::SnapshotData)
            use = tr("%1, guest cluster %2").arg(use).arg(clusters[cluster].guestCluster);
        addRow(group, tr("%1 (%2)").arg(cluster).arg(use), QString::number(tables.refcounts[cluster]), changed,
               changed ? QString::number(changed->before) : QString());
    }
}

void LabTables::fill()
{
    tree_->clear();
    if (!view_)
        return;
    const auto image = view_->images.find(currentFile().toStdString());
    if (image == view_->images.end())
        return;
    const lab::ImageChange* change = nullptr;
    for (const lab::ImageChange& each : view_->changes)
        change = each.file == image->first ? &each : change;
    addHeader(image->second.tables, change);
    addEntries(image->second.tables, change);
    addRefcounts(image->second.tables, change);
    for (int column = 0; column < 2; ++column)
        tree_->resizeColumnToContents(column);
}

void LabTables::retranslate()
{
    image_->setAccessibleName(tr("Image whose tables are shown"));
    tree_->setAccessibleName(tr("Header, tables and refcounts"));
    tree_->setHeaderLabels({tr("Field"), tr("Now"), tr("Before")});
    fill();
}

void LabTables::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        fill();
    QWidget::changeEvent(event);
}

}  // namespace widgets
