#include "widgets/library/row_text.h"

#include "widgets/words/remedies.h"
#include "widgets/words/returned_text.h"
#include "widgets/words/words.h"

namespace widgets {

using Column = LibraryModel::Column;
using engine::LayerState;

namespace {

bool isSize(Column column)
{
    return column >= Column::VirtualSize && column <= Column::Saving;
}

}  // namespace

QVariant RowText::header(int section, int role)
{
    if (role == Qt::TextAlignmentRole && isSize(static_cast<Column>(section)))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Name:
        return tr("Name");
    case Column::Map:
        return tr("Map");
    case Column::Format:
        return tr("Format");
    case Column::VirtualSize:
        return tr("Virtual size");
    case Column::Length:
        return tr("Length");
    case Column::OnDisk:
        return tr("On disk");
    case Column::Unique:
        return tr("Unique");
    case Column::Garbage:
        return tr("Garbage");
    case Column::Saving:
        return tr("Saving");
    case Column::State:
        return tr("State");
    default:
        return {};
    }
}

QVariant RowText::data(Column column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return display(column);
    case Qt::ToolTipRole:
        return toolTip(column);
    case Qt::TextAlignmentRole:
        return isSize(column) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::AccessibleTextRole:
        return column == Column::Name ? paragraph({display(column), sharing()}) : display(column);
    case LibraryModel::SortRole:
        return sortValue(column);
    case LibraryModel::BadgeRole:
        return column == Column::Name && row_.isShared() ? QVariant(qulonglong(row_.templates)) : QVariant();
    case LibraryModel::StripeRole:
        return column == Column::Map && hasFigures()
                   ? QVariant::fromValue(static_cast<const void*>(figures_->stripe.get()))
                   : QVariant();
    default:
        return {};
    }
}

std::optional<std::uint64_t> RowText::bytes(Column column) const
{
    const auto& status = row_.node.status;
    switch (column) {
    case Column::VirtualSize:
        return isReadable(row_.node.state) || row_.node.virtualSize > 0 ? std::optional(row_.node.virtualSize)
                                                                        : std::nullopt;
    case Column::Length:
        return status ? std::optional(status->length) : std::nullopt;
    case Column::OnDisk:
        return status ? std::optional(status->diskSize) : std::nullopt;
    case Column::Unique:
        return hasFigures() ? std::optional(figures_->uniqueBytes) : std::nullopt;
    case Column::Garbage:
        return hasFigures() ? std::optional(figures_->garbageBytes) : std::nullopt;
    case Column::Saving:
        return hasFigures() ? figures_->returnedBytes : std::nullopt;
    default:
        return std::nullopt;
    }
}

QVariant RowText::sortValue(Column column) const
{
    if (column == Column::Map)
        column = Column::Garbage;
    if (isSize(column)) {
        const auto known = bytes(column);
        return known ? QVariant(qulonglong(*known)) : QVariant();
    }
    return display(column);
}

QString RowText::display(Column column) const
{
    if (isSize(column)) {
        const auto known = bytes(column);
        return known ? sizeCell(column, *known) : QString();
    }
    switch (column) {
    case Column::Name:
        return row_.kept ? tr("Kept original of %1").arg(fileNameText(nameBeforeRun(row_.node.path)))
                         : fileNameText(row_.node.path);
    case Column::Format:
        return plainText(row_.node.format);
    case Column::State:
        return clauses(states());
    default:
        return {};
    }
}

QString RowText::sizeCell(Column column, std::uint64_t bytes) const
{
    if (column == Column::Saving)
        return diskText(bytes, false, figures_->returnedExact);
    return column == Column::Unique && bytes > 0 ? tr("up to %1").arg(sizeText(bytes)) : sizeText(bytes);
}

QStringList RowText::states() const
{
    QStringList found;
    if (row_.kept)
        return {tr("Kept original")};
    if (row_.node.reason)
        found << describe(*row_.node.reason);
    else if (row_.node.state != LayerState::Ok)
        found << stateText(row_.node.state);
    if (row_.broken) {
        const QString name = fileNameText(row_.broken->first);
        found << (row_.broken->second == LayerState::Missing   ? tr("Orphan: %1 is missing").arg(name)
                  : row_.broken->second == LayerState::Refused ? tr("Incomplete: %1 is refused").arg(name)
                                                               : tr("Incomplete: %1 cannot be read").arg(name));
    }
    if (figures_ && figures_->failure)
        found << tr("Content not read: %1").arg(describe(*figures_->failure));
    for (const engine::Suspicion& suspicion : row_.node.suspicions)
        found << tr("Check this: %1").arg(sentence(suspicion.code, suspicion.values));
    if (found.isEmpty())
        found << stateText(LayerState::Ok);
    return found;
}

QString RowText::sharing() const
{
    if (row_.overlays == 0)
        return {};
    return tr("Used by: templates %1, direct overlays %2").arg(row_.templates).arg(row_.overlays);
}

QString RowText::toolTip(Column column) const
{
    QStringList lines;
    if (isSize(column)) {
        if (const auto known = bytes(column))
            lines << exactSizeText(*known);
        lines << figureTip(column);
    } else if (column == Column::State) {
        lines << states();
    } else {
        lines << pathText(row_.node.path);
        if (!row_.node.backingName.empty())
            lines << tr("Backed by %1").arg(plainText(row_.node.backingName));
        lines << sharing();
        if (!stateIcon().isEmpty())
            lines << states();
    }
    lines.removeAll(QString());
    return toolTipText(lines.join('\n'));
}

QString RowText::figureTip(Column column) const
{
    if (column < Column::Unique)
        return {};
    if (row_.kept)
        return tr("Not read: it is kept until it is deleted");
    if (figures_ && figures_->failure)
        return describe(*figures_->failure);
    if (!figures_)
        return row_.broken || !isReadable(row_.node.state) ? tr("Not known: a layer cannot be read")
                                                           : tr("Not read yet");
    if (column == Column::Saving)
        return figures_->savingBytes
                   ? tr("What the better of standard and deep slim gives back on disk, at least, once "
                        "the originals are deleted. File length: %1 less")
                         .arg(exactSizeText(*figures_->savingBytes))
               : figures_->noSaving ? noteWithRemedy(*figures_->noSaving)
                                    : tr("Only templates are slimmed");
    return row_.isShared() ? tr("Of this image by itself: several templates share it") : QString();
}

QString RowText::icon(Column column) const
{
    if (row_.kept)
        return column == Column::Name ? QStringLiteral(":/icons/library-kept.svg") : QString();
    const QString state = stateIcon();
    if (column == Column::State || (column == Column::Name && !state.isEmpty()))
        return state;
    if (column != Column::Name)
        return {};
    return row_.node.backingName.empty() ? QStringLiteral(":/icons/library-base.svg")
                                         : QStringLiteral(":/icons/library-overlay.svg");
}

QString RowText::stateIcon() const
{
    switch (row_.node.state) {
    case LayerState::Missing:
        return QStringLiteral(":/icons/library-missing.svg");
    case LayerState::Refused:
        return QStringLiteral(":/icons/library-refused.svg");
    case LayerState::Unreadable:
        return QStringLiteral(":/icons/library-unreadable.svg");
    case LayerState::InUse:
        return QStringLiteral(":/icons/library-inuse.svg");
    case LayerState::Ok:
        break;
    }
    if (row_.broken)
        return QStringLiteral(":/icons/library-orphan.svg");
    const bool warn = !row_.node.suspicions.empty() || (figures_ && figures_->failure);
    return warn ? QStringLiteral(":/icons/library-warning.svg") : QString();
}

}  // namespace widgets
