#pragma once

#include <QTreeView>

namespace widgets {

/// The tree of the library. Letters look for names whatever column is current, and it tells which rows are seen.
class LibraryTree : public QTreeView {
    Q_OBJECT

public:
    explicit LibraryTree(QWidget* parent = nullptr);

    void keyboardSearch(const QString& search) override;
    /// From the first to the last row that the viewport shows.
    QModelIndexList shownRows() const;

    /// Deep chains are indented less: their names would have no room.
    void fitIndentation();

signals:
    void shownRowsChanged();

protected:
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int sorted_ = 0;  ///< the column that the rows are sorted by
};

}  // namespace widgets
