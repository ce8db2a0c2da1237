#pragma once

#include "widgets/savings/plan_result.h"

#include <QWidget>

class QTreeWidget;

namespace widgets {

class StackedBars;

/// Before and after as bars, and what the saving consists of as lines with figures.
class FiguresPage : public QWidget {
    Q_OBJECT

public:
    explicit FiguresPage(QWidget* parent = nullptr);

    /// Null: nothing is planned.
    void show(std::shared_ptr<const PlanResult> result);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void copy();

    StackedBars* bars_;
    QTreeWidget* lines_;
    std::shared_ptr<const PlanResult> result_;
};

}  // namespace widgets
