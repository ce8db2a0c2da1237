#pragma once

#include "widgets/run/job_queue.h"

#include <QAbstractTableModel>

namespace widgets {

/// The jobs of a queue, the newest last.
class JobModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { What, Stand, Percent, Started, Columns };
    /// The JobId of a row.
    static constexpr int IdRole = Qt::UserRole;

    /// The queue outlives the model.
    explicit JobModel(const JobQueue& queue, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// After a switch of language.
    void retranslate();

private:
    QString text(const Job& job, int column) const;

    const JobQueue& queue_;
    int rows_;
};

}  // namespace widgets
