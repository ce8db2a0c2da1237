#include "widgets/run/job_model.h"

#include "widgets/run/job_words.h"
#include "widgets/words/words.h"

#include <QLocale>

namespace widgets {

JobModel::JobModel(const JobQueue& queue, QObject* parent)
    : QAbstractTableModel(parent), queue_(queue), rows_(static_cast<int>(queue.jobs().size()))
{
    connect(&queue, &JobQueue::jobAdded, this, [this](JobId) {
        beginInsertRows({}, rows_, rows_);
        ++rows_;
        endInsertRows();
    });
    connect(&queue, &JobQueue::jobChanged, this, [this](JobId id) {
        const int row = static_cast<int>(id) - 1;
        emit dataChanged(index(row, 0), index(row, Columns - 1));
    });
}

int JobModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : rows_;
}

int JobModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant JobModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Job& job = queue_.jobs()[static_cast<std::size_t>(index.row())];
    if (role == IdRole)
        return QVariant::fromValue(job.id);
    if (role == Qt::DisplayRole)
        return text(job, index.column());
    if (role == Qt::TextAlignmentRole && index.column() == Percent)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        QStringList lines;
        for (const std::filesystem::path& path : job.request.templates)
            lines += pathText(path);
        const QString why = whyText(job.outcome);
        if (isOver(job.state) && !why.isEmpty())
            lines += why;
        return toolTipText(lines.join('\n'));
    }
    return {};
}

QString JobModel::text(const Job& job, int column) const
{
    switch (column) {
    case What:
        return jobText(job.request);
    case Stand:
        return standText(job);
    case Percent:
        return isOver(job.state) || job.totalBytes == 0 ? QString() : percentText(job.doneBytes, job.totalBytes);
    default:
        return job.started.isValid() ? QLocale().toString(job.started.time(), QLocale::ShortFormat) : QString();
    }
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case What:
        return tr("Job");
    case Stand:
        return tr("State");
    case Percent:
        return tr("Progress");
    default:
        return tr("Started");
    }
}

void JobModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, Columns - 1);
    if (rows_ > 0)
        emit dataChanged(index(0, 0), index(rows_ - 1, Columns - 1));
}

}  // namespace widgets
