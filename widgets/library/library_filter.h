#pragma once

#include "widgets/library/library_model.h"

#include <QCollator>
#include <QSortFilterProxyModel>
#include <QTimer>

#include <unordered_map>

namespace widgets {

/// The library sorted by any column, numbers as numbers, and reduced to the images whose path holds a text, with what
/// is below them. Follows its model in steps: rows that change are sorted again a moment later, all at once.
class LibraryFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit LibraryFilter(LibraryModel& model, QObject* parent = nullptr);

    void setText(const QString& text);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    /// What a row is sorted by. What is not known is less than any number.
    struct Key {
        std::optional<qulonglong> number;
        std::optional<QCollatorSortKey> text;
    };

    void sortAgain();
    const Key& keyOf(const QModelIndex& index) const;

    const LibraryModel& model_;
    QString text_;
    QCollator names_{QLocale(QLocale::English)};         ///< "image-2" before "image-10"; the C locale cannot
    mutable std::unordered_map<const void*, Key> keys_;  ///< of the sorted column, by the model's item
    QTimer sortSoon_;
};

}  // namespace widgets
