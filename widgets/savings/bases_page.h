#pragma once

#include "widgets/savings/plan_desk.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace widgets {

/// Which bases there are to share, cheapest first, what depends on the chosen one, and the rule of thumb beside what is
/// really saved.
class BasesPage : public QWidget {
    Q_OBJECT

public:
    explicit BasesPage(PlanDesk& desk, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void fillCandidates(const engine::SharePlan& plan);
    void fillDependents(const engine::SharePlan& plan);
    void showChoice();
    void choose();
    void retranslate();

    PlanDesk& desk_;
    QTreeWidget* candidates_;
    QPushButton* choose_;
    QLabel* formula_;
};

}  // namespace widgets
