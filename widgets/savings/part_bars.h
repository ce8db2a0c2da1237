#pragma once

#include "widgets/savings/saving_parts.h"

#include <qcustomplot.h>

#include <optional>

namespace widgets {

/// Bars of one part, with its colour and pattern; of none: solid in the colour of text, an outline where they take off.
class PartBars : public QCPBars {
    Q_OBJECT

public:
    PartBars(QCPAxis* keyAxis, QCPAxis* valueAxis, std::optional<SavingPart> part);

    /// In pixels of the plot; empty where there is no bar.
    QRectF barAt(double key) const;

protected:
    void draw(QCPPainter* painter) override;

private:
    std::optional<SavingPart> part_;
};

/// A plot of bars that lie, in the colours of the palette, without a grid, that passes the keyboard by: what it shows
/// is also there as text. Names of bars stand on the left.
void prepareBarPlot(QCustomPlot& plot);
/// After a change of the palette.
void colourPlot(QCustomPlot& plot);

}  // namespace widgets
