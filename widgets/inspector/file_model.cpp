#include "widgets/inspector/file_model.h"

#include "widgets/words/file_text.h"
#include "widgets/words/words.h"

#include <algorithm>
#include <array>

namespace widgets {

namespace {

QString kindText(const engine::FileTable::Entry& entry)
{
    switch (entry.fileClass) {
    case engine::FileClass::PageFile:
        return FileModel::tr("page file");
    case engine::FileClass::HibernationFile:
        return FileModel::tr("hibernation file");
    case engine::FileClass::Swap:
        return FileModel::tr("swap");
    case engine::FileClass::RecycleBin:
        return FileModel::tr("recycle bin");
    case engine::FileClass::Ordinary:
        break;
    }
    switch (entry.kind) {
    case engine::FileKind::Folder:
        return FileModel::tr("folder");
    case engine::FileKind::Metadata:
        return FileModel::tr("metadata");
    case engine::FileKind::SwapSpace:
        return FileModel::tr("swap");
    case engine::FileKind::File:
        break;
    }
    return FileModel::tr("file");
}

FileRow rowOf(const engine::Guest& guest, std::size_t volume, engine::FileTable::Index file)
{
    const engine::FileTable& table = *guest.volumes[volume].files;
    const engine::FileTable::Entry& entry = table.entries()[file];
    FileRow row;
    row.path = fileText(table, file);
    row.kind = kindText(entry);
    row.total = entry.belowBytes;
    row.volume = volume;
    row.file = file;
    return row;
}

}  // namespace

std::vector<FileRow> largestFiles(const ChainAnalysis& analysis, std::optional<std::size_t> layer, bool folders,
                                  std::size_t count)
{
    std::vector<FileRow> rows;
    if (!analysis.guest || analysis.visible.empty())
        return rows;
    const engine::Guest& guest = *analysis.guest;
    if (layer && !folders) {
        for (const engine::LayerFile& file : engine::largestInLayer(guest, analysis.visible[*layer], count)) {
            rows.push_back(rowOf(guest, file.volume, file.file));
            rows.back().inLayer = file.bytes;
        }
        return rows;
    }
    for (std::size_t volume = 0; volume < guest.volumes.size(); ++volume) {
        if (!guest.volumes[volume].files)
            continue;
        for (engine::FileShare& share : engine::largestShares(guest, volume, analysis.visible, count, folders)) {
            rows.push_back(rowOf(guest, volume, share.file));
            rows.back().byLayer = std::move(share.bytesByLayer);
            if (layer)
                rows.back().inLayer = rows.back().byLayer[*layer];
        }
    }
    if (layer) {
        std::erase_if(rows, [](const FileRow& row) { return row.inLayer == 0; });
        for (FileRow& row : rows)
            row.byLayer.clear();
    }
    std::ranges::stable_sort(rows, std::greater(), layer ? &FileRow::inLayer : &FileRow::total);
    rows.resize(std::min(rows.size(), count));
    return rows;
}

void FileModel::show(std::vector<FileRow> rows, std::uint64_t whole, QStringList layerNames)
{
    beginResetModel();
    rows_ = std::move(rows);
    whole_ = whole;
    layerNames_ = std::move(layerNames);
    endResetModel();
}

int FileModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int FileModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnCountValue;
}

QString FileModel::layersText(const FileRow& row) const
{
    QStringList parts;
    for (std::size_t layer = row.byLayer.size(); layer-- > 0;) {
        if (row.byLayer[layer] > 0)
            parts += tr("%1 in %2").arg(sizeText(row.byLayer[layer]), layerNames_.value(static_cast<int>(layer)));
    }
    return widgets::joined(parts);
}

QVariant FileModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const FileRow& row = rows_[static_cast<std::size_t>(index.row())];
    const std::uint64_t bytes = bytesOf(row);
    const bool number = index.column() == BytesColumn || index.column() == ShareColumn;
    if (role == Qt::TextAlignmentRole && number)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return toolTipText(number ? exactSizeText(bytes) : data(index, Qt::DisplayRole).toString());
    if (role == sortRole && number)
        return QVariant::fromValue<qulonglong>(bytes);
    if (role != Qt::DisplayRole && role != sortRole)
        return {};
    switch (index.column()) {
    case PathColumn:
        return row.path;
    case KindColumn:
        return row.kind;
    case BytesColumn:
        return sizeText(bytes);
    case ShareColumn:
        return percentText(bytes, whole_);
    default:
        return layersText(row);
    }
}

QVariant FileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const std::array titles{tr("Path"), tr("Kind"), tr("Stored"), tr("Share"), tr("By layer")};
    return titles.at(static_cast<std::size_t>(section));
}

}  // namespace widgets
