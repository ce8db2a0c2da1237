#include "widgets/fleet/fleet_model.h"

#include "widgets/words/remedies.h"
#include "widgets/words/returned_text.h"
#include "widgets/words/words.h"

#include <algorithm>

namespace widgets {

namespace {

using engine::FleetTemplate;

bool isSize(int column)
{
    return column >= FleetModel::OnDisk && column <= FleetModel::Duplicates;
}

bool isSaving(int column)
{
    return column == FleetModel::Standard || column == FleetModel::Deep;
}

/// Whether what was found out about the one still holds for the other.
bool isUnchanged(const FleetTemplate& a, const FleetTemplate& b)
{
    return a.path == b.path && a.state == b.state && a.layers == b.layers && a.chainLength == b.chainLength &&
           a.chainDiskSize == b.chainDiskSize && a.ownLength == b.ownLength;
}

void keepFigures(FleetTemplate& fresh, const FleetTemplate& old)
{
    fresh.ownGarbageBytes = old.ownGarbageBytes;
    fresh.ownDuplicateBytes = old.ownDuplicateBytes;
    fresh.standard = old.standard;
    fresh.deep = old.deep;
}

}  // namespace

void FleetModel::setTemplates(std::vector<FleetTemplate> templates)
{
    const bool sameRows = std::equal(templates.begin(), templates.end(), templates_.begin(), templates_.end(),
                                     [](const auto& a, const auto& b) { return a.path == b.path; });
    for (FleetTemplate& fresh : templates) {
        const int row = rowOf(fresh.path);
        if (row >= 0 && isUnchanged(fresh, at(row)))
            keepFigures(fresh, at(row));
        else
            exact_.erase(fresh.path);
    }
    if (sameRows) {
        templates_ = std::move(templates);
        if (!templates_.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
        return;
    }
    beginResetModel();
    templates_ = std::move(templates);
    endResetModel();
}

void FleetModel::setFigures(const std::vector<PathFigures>& figures)
{
    for (const auto& [path, known] : figures) {
        const int row = rowOf(path);
        if (row < 0 || isExact(row))
            continue;
        FleetTemplate& one = templates_[static_cast<std::size_t>(row)];
        one.ownGarbageBytes = known.templateGarbageBytes;
        one.standard = known.standard;
        one.deep = known.deep;
        if (known.failure)
            one.reason = known.failure;
        changed(row);
    }
}

void FleetModel::setExact(const FleetTemplate& looked)
{
    const int row = rowOf(looked.path);
    if (row < 0)
        return;
    FleetTemplate& one = templates_[static_cast<std::size_t>(row)];
    keepFigures(one, looked);
    one.reason = looked.reason;
    if (!looked.reason)
        exact_[one.path] = one.chainLength;
    changed(row);
}

void FleetModel::setGroups(std::vector<FleetGroup> groups)
{
    groups_ = std::move(groups);
    groupOf_.clear();
    for (std::size_t index = 0; index < groups_.size(); ++index)
        for (const std::filesystem::path& path : groups_[index].templates)
            groupOf_[path] = index;
    if (!templates_.empty())
        emit dataChanged(index(0, Sharing), index(rowCount() - 1, Sharing));
}

void FleetModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (!templates_.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

const FleetGroup* FleetModel::groupOf(const std::filesystem::path& path) const
{
    const auto found = groupOf_.find(path);
    return found == groupOf_.end() ? nullptr : &groups_[found->second];
}

int FleetModel::rowOf(const std::filesystem::path& path) const
{
    const auto found = std::lower_bound(templates_.begin(), templates_.end(), path,
                                        [](const FleetTemplate& one, const auto& wanted) { return one.path < wanted; });
    return found != templates_.end() && found->path == path ? static_cast<int>(found - templates_.begin()) : -1;
}

void FleetModel::changed(int row)
{
    emit dataChanged(index(row, 0), index(row, columns - 1));
}

int FleetModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(templates_.size());
}

int FleetModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

std::optional<std::uint64_t> FleetModel::bytes(int row, Column column) const
{
    const FleetTemplate& one = at(row);
    switch (column) {
    case VirtualSize:
        return one.virtualSize > 0 ? std::optional(one.virtualSize) : std::nullopt;
    case Length:
        return one.chainLength;
    case OnDisk:
        return one.chainDiskSize;
    case Garbage:
        return one.ownGarbageBytes;
    case Duplicates:
        return one.ownDuplicateBytes;
    case Standard:
        return one.standard.returned;
    case Deep:
        return one.deep.returned;
    case Sharing: {
        const FleetGroup* group = groupOf(one.path);
        return group ? std::optional(group->gainBytes) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

QString FleetModel::text(int row, Column column) const
{
    const FleetTemplate& one = at(row);
    const auto known = bytes(row, column);
    switch (column) {
    case Name:
        return fileNameText(one.path);
    case Folder:
        return pathText(one.path.parent_path());
    case Layers:
        return QString::number(one.layers);
    case State:
        return one.reason ? tr("%1: %2").arg(stateText(one.state), describe(*one.reason)) : stateText(one.state);
    case Sharing:
        return known ? tr("about %1").arg(sizeText(*known)) : QString();
    default:
        break;
    }
    if (!known)
        return isSaving(column) && (column == Standard ? one.standard : one.deep).blocker ? tr("blocked") : QString();
    if (!isSaving(column))
        return sizeText(*known);
    return diskText(*known, isExact(row), (column == Standard ? one.standard : one.deep).returnedExact);
}

QString FleetModel::toolTip(int row, Column column) const
{
    const FleetTemplate& one = at(row);
    if (isSaving(column)) {
        const engine::SlimSaving& saving = column == Standard ? one.standard : one.deep;
        if (saving.blocker)
            return noteWithRemedy(*saving.blocker);
        if (saving.returned && saving.bytes)
            return tr("Comes back on disk, once the originals are deleted: %1\nFile length: %2 less")
                .arg(exactSizeText(*saving.returned), exactSizeText(*saving.bytes));
    }
    if (column == Duplicates && !one.ownDuplicateBytes)
        return tr("Not known: only exact figures read the content.");
    if (column == Sharing)
        if (const FleetGroup* group = groupOf(one.path))
            return tr("%1 templates look like copies of one system. With %2 as their base they would take about %3 "
                      "less together.")
                .arg(group->templates.size())
                .arg(fileNameText(group->base), sizeText(group->gainBytes));
    if (const auto known = bytes(row, column))
        return exactSizeText(*known);
    return column == Name || column == Folder ? pathText(one.path) : text(row, column);
}

QVariant FleetModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), column);
    case Qt::ToolTipRole:
        return toolTipText(toolTip(index.row(), column));
    case Qt::TextAlignmentRole:
        return isSize(column) || column == Layers ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case SortRole:
        if (const auto known = bytes(index.row(), column))
            return QVariant::fromValue(qulonglong(*known));
        if (column == Layers)
            return QVariant::fromValue(qulonglong(at(index.row()).layers));
        return isSize(column) ? QVariant() : QVariant(text(index.row(), column));
    default:
        return {};
    }
}

QVariant FleetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isSize(section) || section == Layers ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Name:
        return tr("Template");
    case Folder:
        return tr("Folder");
    case Layers:
        return tr("Layers");
    case VirtualSize:
        return tr("Virtual size");
    case Length:
        return tr("Length");
    case OnDisk:
        return tr("On disk");
    case Garbage:
        return tr("Garbage");
    case Duplicates:
        return tr("Duplicates");
    case Standard:
        return tr("Standard slim");
    case Deep:
        return tr("Deep slim");
    case Sharing:
        return tr("Shared base");
    case State:
        return tr("State");
    default:
        return {};
    }
}

}  // namespace widgets
