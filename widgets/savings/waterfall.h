#pragma once

#include "widgets/savings/saving_figures.h"

#include <QWidget>

class QCustomPlot;

namespace widgets {

/// Why the result is not smaller: step by step from nothing to its length.
class Waterfall : public QWidget {
    Q_OBJECT

public:
    explicit Waterfall(QWidget* parent = nullptr);

    void show(const SavingFigures& figures, bool exact);
    void clear();

    static QString stepName(WaterfallStep::Kind kind);
    static QString stepMeaning(WaterfallStep::Kind kind);

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void draw();

    QCustomPlot* plot_;
    SavingFigures figures_;
    bool exact_ = false;
};

}  // namespace widgets
