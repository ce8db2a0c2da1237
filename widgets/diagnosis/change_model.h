#pragma once

#include "plan/diagnosis/file_changes.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace widgets {

/// Changed files of a comparison, ready to be listed.
struct ListedChanges {
    /// Files that are listed, the largest; the sums count all.
    static constexpr std::size_t most = 10'000;

    std::shared_ptr<const engine::FileChanges> changes;
    std::vector<QString> paths;  ///< plain text, of the first files
};

/// Puts the paths together: for a thread of its own.
ListedChanges listed(engine::FileChanges changes);

/// Files that differ between two states of a disk; to be sorted by the proxy of its view.
class ChangeModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { KindColumn, PathColumn, VolumeColumn, LengthColumn, BytesColumn, columnCountValue };
    /// The number behind a cell's text.
    static constexpr int sortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void show(ListedChanges shown);
    /// Of an existing row.
    const engine::FileChange& change(int row) const { return shown_.changes->files[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const engine::Volume& volumeOf(const engine::FileChange& change) const;
    QString text(int row, int column) const;

    ListedChanges shown_;
};

}  // namespace widgets
