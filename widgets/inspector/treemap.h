#pragma once

#include "widgets/basics/background.h"
#include "widgets/data/chain_analysis.h"

#include <QWidget>

#include <optional>

namespace widgets {

/// Where the space of one volume went: folders in folders, areas by the bytes that are stored. Page, swap and
/// hibernation files and the recycle bin stand out.
class Treemap : public QWidget {
    Q_OBJECT

public:
    explicit Treemap(QWidget* parent = nullptr);

    /// @param volume index in the guest; one without a list of files shows why
    void show(std::shared_ptr<const ChainAnalysis> analysis, std::size_t volume);
    QSize sizeHint() const override { return {260, 200}; }

signals:
    /// A file or folder was clicked.
    void fileChosen(std::size_t volume, engine::FileTable::Index file);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Cell {
        QRectF area;
        engine::FileTable::Index file = engine::FileTable::none;
        int depth = 0;
        bool folder = false;
    };

    using Children = std::vector<std::vector<engine::FileTable::Index>>;

    /// Of each folder, largest first; the last entry: those without a parent.
    static Children childrenOf(const engine::FileTable& files);
    const engine::FileTable* table() const;
    void layOut();
    void layFolder(engine::FileTable::Index folder, const QRectF& area, int depth);
    const Cell* cellAt(QPointF position) const;
    void paintCell(QPainter& painter, const Cell& cell) const;
    QColor colourOf(const Cell& cell) const;
    void choose(std::size_t cell);
    QString describeCell(const Cell& cell) const;

    std::shared_ptr<const ChainAnalysis> analysis_;
    std::size_t volume_ = 0;
    Children children_;                  ///< empty while they are not known
    std::vector<Cell> cells_;            ///< folders before what is in them
    std::optional<std::size_t> chosen_;  ///< a cell
    Background sorter_;
};

}  // namespace widgets
