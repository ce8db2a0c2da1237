#include "widgets/library/library_filter.h"

#include "widgets/words/words.h"

namespace widgets {

namespace {

/// While figures arrive, rows move no more often than a person can follow.
constexpr std::chrono::milliseconds sortDelay(400);

}  // namespace

LibraryFilter::LibraryFilter(LibraryModel& model, QObject* parent) : QSortFilterProxyModel(parent), model_(model)
{
    names_.setNumericMode(true);
    names_.setCaseSensitivity(Qt::CaseInsensitive);
    setRecursiveFilteringEnabled(true);
    // To sort for each row that changes takes minutes where thousands change, and in Qt 6.4 a view that looks while
    // that happens makes the proxy use an iterator that is not valid any more.
    setDynamicSortFilter(false);
    sortSoon_.setSingleShot(true);
    connect(&sortSoon_, &QTimer::timeout, this, &LibraryFilter::sortAgain);
    const auto changed = [this] {
        keys_.clear();
        if (!sortSoon_.isActive())
            sortSoon_.start(sortDelay);
    };
    connect(&model, &QAbstractItemModel::dataChanged, this, changed);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, [this] { keys_.clear(); });
    setSourceModel(&model);
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] { sortSoon_.start(0); });
}

void LibraryFilter::setText(const QString& text)
{
    if (text_ == text)
        return;
    text_ = text;
    invalidateFilter();
    sortAgain();
}

void LibraryFilter::sort(int column, Qt::SortOrder order)
{
    if (column != sortColumn())
        keys_.clear();
    QSortFilterProxyModel::sort(column, order);
}

void LibraryFilter::sortAgain()
{
    sortSoon_.stop();
    QSortFilterProxyModel::sort(sortColumn(), sortOrder());
}

bool LibraryFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    return text_.isEmpty() ||
           pathText(model_.row(model_.index(row, 0, parent))->node.path).contains(text_, Qt::CaseInsensitive);
}

const LibraryFilter::Key& LibraryFilter::keyOf(const QModelIndex& index) const
{
    const auto [found, fresh] = keys_.try_emplace(index.internalPointer());
    if (fresh) {
        const QVariant value = index.data(LibraryModel::SortRole);
        if (value.typeId() == QMetaType::QString)
            found->second.text = names_.sortKey(value.toString());
        else if (value.isValid())
            found->second.number = value.toULongLong();
    }
    return found->second;
}

bool LibraryFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const Key& a = keyOf(left);
    const Key& b = keyOf(right);
    return a.text && b.text ? a.text->compare(*b.text) < 0 : a.number < b.number;
}

}  // namespace widgets
