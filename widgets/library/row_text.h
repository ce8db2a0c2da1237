#pragma once

#include "widgets/library/library_model.h"

#include <QCoreApplication>

namespace widgets {

/// What the cells of one row of the library say. Made for a single question; refers to what it is given.
class RowText {
    Q_DECLARE_TR_FUNCTIONS(Library)

public:
    /// @param figures null while they are not known
    RowText(const LibraryRow& row, const RowFigures* figures) : row_(row), figures_(figures) {}

    QVariant data(LibraryModel::Column column, int role) const;
    static QVariant header(int section, int role);

    /// The name of the resource; empty: none.
    QString icon(LibraryModel::Column column) const;
    /// What is wrong or worth a look, most important first; "OK" where nothing is.
    QStringList states() const;

private:
    bool hasFigures() const noexcept { return figures_ && !figures_->failure; }
    /// Bytes; nothing where they are not known.
    std::optional<std::uint64_t> bytes(LibraryModel::Column column) const;
    QString display(LibraryModel::Column column) const;
    QString sizeCell(LibraryModel::Column column, std::uint64_t bytes) const;
    QString toolTip(LibraryModel::Column column) const;
    QString sharing() const;
    QString figureTip(LibraryModel::Column column) const;
    /// Empty where the row needs none.
    QString stateIcon() const;
    QVariant sortValue(LibraryModel::Column column) const;

    const LibraryRow& row_;
    const RowFigures* figures_;
};

}  // namespace widgets
