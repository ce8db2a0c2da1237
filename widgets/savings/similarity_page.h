#pragma once

#include "widgets/savings/plan_result.h"

#include <QWidget>

class QCPColorMap;
class QCPColorScale;
class QCustomPlot;

namespace widgets {

/// How much each template has in common with each other one: a map of shares of its own content.
class SimilarityPage : public QWidget {
    Q_OBJECT

public:
    explicit SimilarityPage(QWidget* parent = nullptr);

    /// Of base sharing; null: nothing was compared.
    void show(std::shared_ptr<const PlanResult> result);
    /// Of a place in the widget; empty outside the map.
    QString tipAt(QPoint position) const;
    /// Where the share of row `a` with column `b` is painted, in pixels of the widget.
    QPoint centreOf(std::size_t a, std::size_t b) const;

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void draw();
    void label(int column, int row, const QString& text, double share);
    void colour();

    QCustomPlot* plot_;
    QCPColorMap* map_ = nullptr;
    QCPColorScale* scale_ = nullptr;
    std::shared_ptr<const PlanResult> result_;
};

}  // namespace widgets
