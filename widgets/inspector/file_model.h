#pragma once

#include "widgets/data/chain_analysis.h"

#include <QAbstractTableModel>

#include <optional>

namespace widgets {

/// One line of the file table: a file or folder of a volume, and how much of it each layer stores.
struct FileRow {
    QString path;  ///< plain text
    QString kind;  ///< translated: file, folder, page file, ...
    std::uint64_t total = 0;
    std::uint64_t inLayer = 0;  ///< of the layer that was asked for
    std::size_t volume = 0;
    engine::FileTable::Index file = engine::FileTable::none;
    std::vector<std::uint64_t> byLayer;  ///< base first; empty where only one layer was asked for
};

/// The largest files, or folders, of all volumes. @param layer nothing: by all that is stored
std::vector<FileRow> largestFiles(const ChainAnalysis& analysis, std::optional<std::size_t> layer, bool folders,
                                  std::size_t count);

/// Rows of files for a table, sortable by the proxy of its view.
class FileModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { PathColumn, KindColumn, BytesColumn, ShareColumn, LayersColumn, columnCountValue };
    /// The number behind a cell's text.
    static constexpr int sortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    /// @param whole what shares are parts of; bytes
    void show(std::vector<FileRow> rows, std::uint64_t whole, QStringList layerNames);
    const std::vector<FileRow>& rows() const noexcept { return rows_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString layersText(const FileRow& row) const;
    std::uint64_t bytesOf(const FileRow& row) const { return row.byLayer.empty() ? row.inLayer : row.total; }

    std::vector<FileRow> rows_;
    std::uint64_t whole_ = 0;
    QStringList layerNames_;
};

}  // namespace widgets
