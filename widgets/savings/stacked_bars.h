#pragma once

#include "widgets/savings/saving_figures.h"

#include <QWidget>

#include <array>

class QCustomPlot;

namespace widgets {

class PartBars;

/// What the files are spent on, before and after, as two bars that lie above each other. Tool tips name the bytes.
class StackedBars : public QWidget {
    Q_OBJECT

public:
    explicit StackedBars(QWidget* parent = nullptr);

    void show(const SavingFigures& figures, bool exact);
    void clear();
    /// In pixels of the widget; empty where it shows nothing of it.
    QRectF area(SavingPart part, bool after) const;

    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void retranslate();
    QString tipAt(QPoint position) const;

    QCustomPlot* plot_;
    std::array<PartBars*, savingPartCount> bars_{};
    SavingFigures figures_;
    bool exact_ = false;
};

}  // namespace widgets
