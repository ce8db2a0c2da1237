#include "widgets/diagnosis/change_model.h"

#include "widgets/diagnosis/symptom_words.h"
#include "widgets/words/report_words.h"
#include "widgets/words/words.h"

#include <algorithm>
#include <array>

namespace widgets {

ListedChanges listed(engine::FileChanges changes)
{
    ListedChanges shown;
    shown.changes = std::make_shared<const engine::FileChanges>(std::move(changes));
    const auto& files = shown.changes->files;
    for (std::size_t row = 0; row < std::min(files.size(), ListedChanges::most); ++row)
        shown.paths.push_back(plainText(shown.changes->path(files[row])));
    return shown;
}

void ChangeModel::show(ListedChanges shown)
{
    beginResetModel();
    shown_ = std::move(shown);
    endResetModel();
}

int ChangeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(shown_.paths.size());
}

int ChangeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnCountValue;
}

const engine::Volume& ChangeModel::volumeOf(const engine::FileChange& change) const
{
    const bool gone = change.kind == engine::ChangeKind::Removed;
    return (gone ? shown_.changes->before : shown_.changes->after)->volumes[change.volume];
}

QString ChangeModel::text(int row, int column) const
{
    const engine::FileChange& file = change(row);
    switch (column) {
    case KindColumn:
        return reportWord(name(file.kind));
    case PathColumn:
        return shown_.paths[static_cast<std::size_t>(row)];
    case VolumeColumn:
        return volumeTitle(volumeOf(file));
    case LengthColumn:
        return sizeText(volumeOf(file).files->entries()[file.file].length);
    default:
        return sizeText(file.bytes);
    }
}

QVariant ChangeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int column = index.column();
    if (role == Qt::DisplayRole)
        return text(index.row(), column);
    if (column != LengthColumn && column != BytesColumn) {
        if (role == Qt::ToolTipRole)
            return toolTipText(text(index.row(), column));
        return role == sortRole ? text(index.row(), column) : QVariant();
    }
    const engine::FileChange& file = change(index.row());
    const std::uint64_t bytes = column == BytesColumn ? file.bytes : volumeOf(file).files->entries()[file.file].length;
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return exactSizeText(bytes);
    return role == sortRole ? QVariant::fromValue<qulonglong>(bytes) : QVariant();
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == BytesColumn)
        return tr("Stored for the file; where it has changed, what is new or reads differently");
    if (role != Qt::DisplayRole)
        return {};
    const std::array titles{tr("Kind"), tr("Path"), tr("Volume"), tr("File size"), reportWord("bytes")};
    return titles.at(static_cast<std::size_t>(section));
}

}  // namespace widgets
