#pragma once

#include "widgets/library/library_model.h"

#include <QCollator>
#include <QSortFilterProxyModel>

namespace widgets {

/// The library sorted by any column, numbers as numbers, and reduced to the images whose path holds a text, with what
/// is below them.
class LibraryFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit LibraryFilter(LibraryModel& model, QObject* parent = nullptr);

    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    const LibraryModel& model_;
    QString text_;
    QCollator names_{QLocale(QLocale::English)};  ///< "image-2" before "image-10"; the C locale cannot
};

}  // namespace widgets
