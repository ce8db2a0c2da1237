#include "widgets/library/library_filter.h"

#include "widgets/words/words.h"

namespace widgets {

LibraryFilter::LibraryFilter(LibraryModel& model, QObject* parent) : QSortFilterProxyModel(parent), model_(model)
{
    names_.setNumericMode(true);
    names_.setCaseSensitivity(Qt::CaseInsensitive);
    setRecursiveFilteringEnabled(true);
    setSourceModel(&model);
}

void LibraryFilter::setText(const QString& text)
{
    if (text_ == text)
        return;
    text_ = text;
    invalidateFilter();
}

bool LibraryFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    return text_.isEmpty() ||
           pathText(model_.row(model_.index(row, 0, parent))->node.path).contains(text_, Qt::CaseInsensitive);
}

bool LibraryFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(LibraryModel::SortRole);
    const QVariant b = right.data(LibraryModel::SortRole);
    if (a.typeId() == QMetaType::QString)
        return names_.compare(a.toString(), b.toString()) < 0;
    // What is not known is less than any number.
    if (!a.isValid() || !b.isValid())
        return !a.isValid() && b.isValid();
    return a.toULongLong() < b.toULongLong();
}

}  // namespace widgets
