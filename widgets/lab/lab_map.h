#pragma once

#include "widgets/data/read_path.h"
#include "widgets/lab/lab_geometry.h"

#include <QVariantAnimation>
#include <QWidget>

#include <memory>
#include <optional>
#include <set>

namespace widgets {

/// The layers of a practice as lanes of cells, one a cluster, with what the guest reads below them, what the last step
/// changed, and the way of a read. One place is current; several clusters of its lane may be selected.
class LabMap : public QWidget {
    Q_OBJECT

public:
    explicit LabMap(QWidget* parent = nullptr);

    void setView(std::shared_ptr<const LabView> view);
    /// Short flashes of what has changed; never where the system wants none.
    void setAnimated(bool animated) { animated_ = animated; }

    const LabPlace& current() const noexcept { return current_; }
    /// First and last selected cluster.
    std::pair<std::uint64_t, std::uint64_t> selection() const;
    void select(const LabPlace& place, bool extend = false);
    /// Of the current place; nothing while its chain is broken.
    std::optional<ReadPath> path() const;
    /// The middle of a cell; for help and tests.
    QPointF centreOf(const LabPlace& place) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// The person has chosen a place.
    void placeChosen();
    /// Enter or a double click on a place, Delete on one.
    void writeWanted();
    void discardWanted();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// What is drawn of a template, found once a view.
    struct Drawn {
        std::vector<QString> labels;                   ///< of each cluster: whose it is
        std::vector<std::set<std::uint64_t>> changed;  ///< by layer
    };

    void layOut();
    QString nameOf(const LabGeometry::Lane& lane) const;
    double gutter() const;
    void prepare();
    void retranslate();
    void flash();
    void paintTitles(QPainter& painter) const;
    void paintLane(QPainter& painter, const LabGeometry::Lane& lane) const;
    void paintCell(QPainter& painter, const LabGeometry::Lane& lane, std::uint64_t cluster) const;
    void paintName(QPainter& painter, const LabGeometry::Lane& lane) const;
    void paintSelection(QPainter& painter) const;
    void paintPath(QPainter& painter) const;
    bool hasChanged(const LabGeometry::Lane& lane, std::uint64_t cluster) const;
    ClusterClass classAt(const LabGeometry::Lane& lane, std::uint64_t cluster) const;
    bool moveByKey(int key, bool extend);
    QString toolTipAt(const LabPlace& place) const;

    std::shared_ptr<const LabView> view_;
    std::vector<Drawn> drawn_;
    LabGeometry geometry_;
    LabPlace current_;
    std::uint64_t anchor_ = 0;  ///< where the selection began
    bool animated_ = true;
    QVariantAnimation flash_;
};

}  // namespace widgets
